using System.Globalization;
using System.Text.Json;

namespace Benchmarks;

/// <summary>A figure's name, unit, and the budget it is held against (null where there is none).</summary>
/// <param name="AtMost">True where less is better.</param>
public sealed record Figure(string Name, string Unit, double? Budget = null, bool AtMost = true);

/// <summary>Prints one line a figure, <c>name value unit</c>, with the budget behind it, and keeps all for JSON.</summary>
public sealed class Report(TextWriter output)
{
    private readonly Dictionary<string, object> _rows = [];

    public bool AnyFailed { get; private set; }

    /// <summary>The median of several runs, with the spread.</summary>
    public void Add(Figure figure, params IReadOnlyList<double> runs)
    {
        var sorted = runs.Order().ToArray();
        var median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
        var spread = sorted.Length > 1 ? $"  [{Text(sorted[0])} .. {Text(sorted[^1])}]" : "";
        var budget = figure.Budget is { } b ? $"  budget {(figure.AtMost ? "<=" : ">=")} {Text(b)}, ratio {Text(figure.AtMost ? b / median : median / b)}" : "";
        output.WriteLine($"{figure.Name} {Text(median)} {figure.Unit}{spread}{budget}");
        output.Flush();
        _rows[figure.Name] = new { value = median, unit = figure.Unit, min = sorted[0], max = sorted[^1], runs = sorted.Length, budget = figure.Budget, atMost = figure.AtMost };
    }

    public void Note(string text) => output.WriteLine("# " + text);

    public void Failed(string suite, Exception e)
    {
        AnyFailed = true;
        output.WriteLine($"# {suite} failed: {e.GetType().Name}: {e.Message}");
    }

    /// <summary>What does not exist yet, or could not be measured, says so; there are no made-up figures.</summary>
    public void MissingIfAbsent(Figure figure)
    {
        if (_rows.ContainsKey(figure.Name)) return;
        output.WriteLine($"{figure.Name} n/a {figure.Unit}");
        _rows[figure.Name] = new { value = (double?)null, unit = figure.Unit };
    }

    public void WriteJson(string path) => File.WriteAllText(path, JsonSerializer.Serialize(_rows, new JsonSerializerOptions { WriteIndented = true }));

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 1000 ? "0" : "0.###", CultureInfo.InvariantCulture);
}
