using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Mean dry-weather inflow of each node times its patterns: month, weekday, and hour of a weekday or of a weekend.</summary>
public sealed class DryWeatherFlow
{
    /// <summary>Attributes of a node with a second steady inflow beside its dry-weather flow, m³/s, and with the name of its pattern.</summary>
    public const string Baseline = "InflowBaseline", BaselinePattern = "InflowPattern";

    private readonly int[] _node;
    private readonly double[] _mean;
    private readonly Pattern?[][] _patterns;
    private readonly double[] _now;
    private DateTime _hour = DateTime.MinValue;

    public DryWeatherFlow(Network network)
    {
        var patterns = new Dictionary<string, Pattern>(network.Patterns, StringComparer.OrdinalIgnoreCase);
        var inflows = network.Nodes.Index().Select(n => (n.Index, Mean: n.Item.DryWeatherInflow, Names: Named(n.Item)))
            .Concat(network.Nodes.Index().Select(n => (n.Index, Mean: HydraulicModelBuilder.Number(n.Item.Attributes, Baseline), Names: n.Item.Attributes.TryGetValue(BaselinePattern, out var name) ? [name] : Enumerable.Empty<string>())))
            .Where(i => i.Mean > 0).ToArray();
        (_node, _mean, _now) = ([.. inflows.Select(i => i.Index)], [.. inflows.Select(i => i.Mean)], new double[inflows.Length]);
        _patterns = [.. inflows.Select(i => i.Names.Select(name => patterns.GetValueOrDefault(name)).Where(p => p is { Multipliers.Count: > 0 }).ToArray())];
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
