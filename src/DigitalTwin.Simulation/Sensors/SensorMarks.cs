using System.Globalization;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>Writes on every asset that has sensors how often it reports, and each quantity that reports more seldom, so that its silence can be judged.</summary>
internal static class SensorMarks
{
    public static Network Apply(Network network)
    {
        var shortest = SensorPlan.For(network).GroupBy(s => (s.Place, s.Index)).ToDictionary(g => g.Key, Intervals);
        // Attributes are mostly the same few: each is extended once.
        var known = new Dictionary<(IReadOnlyDictionary<string, string>, string), IReadOnlyDictionary<string, string>>();
        IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> attributes, (string Name, string Seconds)[] intervals)
        {
            var key = (attributes, string.Join(' ', intervals));
            if (known.TryGetValue(key, out var extended)) return extended;
            var more = new Dictionary<string, string>(attributes);
            foreach (var (name, seconds) in intervals) more[name] = seconds;
            return known[key] = more;
        }
        return network with
        {
            Nodes = [.. network.Nodes.Select((n, i) => shortest.TryGetValue((Place.Node, i), out var s) ? n with { Attributes = With(n.Attributes, s) } : n)],
            Links = [.. network.Links.Select((l, i) => shortest.TryGetValue((Place.Link, i), out var s) ? l with { Attributes = With(l.Attributes, s) } : l)],
            Points = [.. network.Points.Select((p, i) => shortest.TryGetValue((Place.Point, i), out var s) ? p with { Attributes = With(p.Attributes, s) } : p)],
        };
    }

    private static (string, string)[] Intervals(IEnumerable<SensorSpec> sensors)
    {
        var all = sensors.GroupBy(s => s.Quantity).Select(g => (Quantity: g.Key, Seconds: g.Min(s => s.IntervalSeconds))).ToArray();
        var least = all.Min(a => a.Seconds);
        return [(AssetProfile.IntervalAttribute, Text(least)), .. all.Where(a => a.Seconds != least)
            .Select(a => (AssetProfile.IntervalAttributeOf(QuantityCatalogue.Default.Of(a.Quantity).Name), Text(a.Seconds)))];
    }

    private static string Text(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
