using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Mean dry-weather inflow of each node times its patterns: month, weekday, and hour of a weekday or of a weekend.</summary>
public sealed class DryWeatherFlow
{
    private readonly int[] _node;
    private readonly double[] _mean;
    private readonly Pattern?[][] _patterns;
    private readonly double[] _now;
    private DateTime _hour = DateTime.MinValue;

    public DryWeatherFlow(Network network)
    {
        var nodes = network.Nodes.Index().Where(n => n.Item.DryWeatherInflow > 0).ToArray();
        _node = [.. nodes.Select(n => n.Index)];
        _mean = [.. nodes.Select(n => n.Item.DryWeatherInflow)];
        _now = new double[_node.Length];
        var patterns = new Dictionary<string, Pattern>(network.Patterns, StringComparer.OrdinalIgnoreCase);
        _patterns = [.. nodes.Select(n => Named(n.Item).Select(name => patterns.GetValueOrDefault(name)).Where(p => p is { Multipliers.Count: > 0 }).ToArray())];
    }

    /// <param name="time">City time.</param>
    public void AddTo(NodeInflow inflow, DateTime time)
    {
        var hour = new DateTime(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Unspecified);
        if (hour != _hour)
        {
            _hour = hour;
            for (var i = 0; i < _node.Length; i++) _now[i] = _mean[i] * Multiplier(_patterns[i], hour);
        }
        for (var i = 0; i < _node.Length; i++) inflow.AddDryWeather(_node[i], _now[i]);
    }

    private static IEnumerable<string> Named(NetworkNode node) =>
        node.Attributes.TryGetValue("DwfPatterns", out var several) ? several.Split(' ') : node.DryWeatherPattern is { } one ? [one] : [];

    private static double Multiplier(Pattern?[] patterns, DateTime t)
    {
        var weekend = t.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var hasWeekend = patterns.Any(p => p!.Type == "WEEKEND");
        var product = 1.0;
        foreach (var p in patterns)
        {
            product *= p!.Type switch
            {
                "MONTHLY" => p.Multipliers[(t.Month - 1) % p.Multipliers.Count],
                "DAILY" => p.Multipliers[(int)t.DayOfWeek % p.Multipliers.Count],
                "WEEKEND" => weekend ? p.Multipliers[t.Hour % p.Multipliers.Count] : 1,
                _ => weekend && hasWeekend ? 1 : p.Multipliers[t.Hour % p.Multipliers.Count],
            };
        }
        return product;
    }
}
