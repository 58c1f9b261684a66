using System.Globalization;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>Writes on every asset that has sensors how often it reports, so that its silence can be judged.</summary>
internal static class SensorMarks
{
    public static Network Apply(Network network)
    {
        var shortest = SensorPlan.For(network).GroupBy(s => (s.Place, s.Index)).ToDictionary(g => g.Key, g => g.Min(s => s.IntervalSeconds));
        // Attributes are mostly the same few: each is extended once.
        var known = new Dictionary<(IReadOnlyDictionary<string, string>, int), IReadOnlyDictionary<string, string>>();
        IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> attributes, int seconds)
        {
            if (known.TryGetValue((attributes, seconds), out var extended)) return extended;
            return known[(attributes, seconds)] = new Dictionary<string, string>(attributes) { [AssetProfile.IntervalAttribute] = seconds.ToString(CultureInfo.InvariantCulture) };
        }
        return network with
        {
            Nodes = [.. network.Nodes.Select((n, i) => shortest.TryGetValue((Place.Node, i), out var s) ? n with { Attributes = With(n.Attributes, s) } : n)],
            Links = [.. network.Links.Select((l, i) => shortest.TryGetValue((Place.Link, i), out var s) ? l with { Attributes = With(l.Attributes, s) } : l)],
            Points = [.. network.Points.Select((p, i) => shortest.TryGetValue((Place.Point, i), out var s) ? p with { Attributes = With(p.Attributes, s) } : p)],
        };
    }
}
