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
    private readonly Dictionary<string, double> _medians = [];

    public bool AnyFailed { get; private set; }

    /// <summary>The median of several runs, with the spread.</summary>
    public void Add(Figure figure, params IReadOnlyList<double> runs)
    {
        var (median, spread, sorted) = Of(runs);
        var budget = figure.Budget is { } b ? $"  budget {(figure.AtMost ? "<=" : ">=")} {Text(b)}, ratio {Text(Better(figure, median, b))}" : "";
        Print($"{figure.Name} {Text(median)} {figure.Unit}{spread}{budget}");
        _rows[figure.Name] = new { value = median, unit = figure.Unit, min = sorted[0], max = sorted[^1], runs = sorted.Length, budget = figure.Budget, atMost = figure.AtMost };
        _medians[figure.Name] = median;
    }

    /// <summary>A peer's figure, with ours of the same run and how many times better ours is (below 1: worse).</summary>
    /// <param name="ours">Name of our figure that measures the same work in the same unit.</param>
    public void Compare(Figure figure, string ours, params IReadOnlyList<double> runs)
    {
        var (median, spread, sorted) = Of(runs);
        double? own = _medians.TryGetValue(ours, out var found) ? found : null, ratio = own is { } o ? Better(figure, o, median) : null;
        Print($"{figure.Name} {Text(median)} {figure.Unit}{spread}  {ours} {(own is { } v ? Text(v) : "n/a")}, ratio {(ratio is { } r ? Text(r) : "n/a")}");
        _rows[figure.Name] = new { value = median, unit = figure.Unit, min = sorted[0], max = sorted[^1], runs = sorted.Length, ours, oursValue = own, ratio };
        _medians[figure.Name] = median;
    }

    public bool Has(string figure) => _medians.ContainsKey(figure);

    public void Note(string text) => Print("# " + text);

    public void Failed(string suite, Exception e)
    {
        AnyFailed = true;
        Print($"# {suite} failed: {e.GetType().Name}: {e.Message}");
    }

    /// <summary>What does not exist yet, or could not be measured, says so; there are no made-up figures.</summary>
    public void MissingIfAbsent(Figure figure, string? why = null)
    {
        if (_rows.ContainsKey(figure.Name)) return;
        Print($"{figure.Name} n/a {figure.Unit}{(why is null ? "" : $"  {why}")}");
        _rows[figure.Name] = new { value = (double?)null, unit = figure.Unit, why };
    }

    public void WriteJson(string path) => File.WriteAllText(path, JsonSerializer.Serialize(_rows, new JsonSerializerOptions { WriteIndented = true }));

    private void Print(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }

    private static (double Median, string Spread, double[] Sorted) Of(IReadOnlyList<double> runs)
    {
        var sorted = runs.Order().ToArray();
        var median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
        return (median, sorted.Length > 1 ? $"  [{Text(sorted[0])} .. {Text(sorted[^1])}]" : "", sorted);
    }

    private static double Better(Figure figure, double value, double than) => figure.AtMost ? than / value : value / than;

    private static string Text(double value) => value.ToString(Math.Abs(value) >= 1000 ? "0" : "0.###", CultureInfo.InvariantCulture);
}
