using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Plans;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Incidents;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Warnings;
using DigitalTwin.Host.Alarms;

namespace DigitalTwin.Host.Incidents;

/// <summary>An incident that open warnings of one cause propose.</summary>
internal sealed record IncidentProposal(string Key, Label Title, string? Scenario, string Topic, string Level, string Network, string Asset, string? AssetName, double[]? Position, IReadOnlyList<string> Warnings, int Affected, IReadOnlyList<Arrival> FirstArrivals, Instant Since, IReadOnlyList<string> Regions);

/// <summary>Finds what of the open warnings asks for an incident: each cause with all that it brings about, orange or red, that no open incident is about.</summary>
internal sealed class IncidentProposals(WarningBoard board, AlarmBoard alarms, IncidentLog record, IRegistry registry, NetworkCatalogue networks, WarningViews views)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<IncidentProposal>> Find(CancellationToken cancel)
    {
        var taken = (await record.Open(null, cancel)).SelectMany(s => s.Warnings).ToHashSet();
        var open = board.Open().Where(w => w.Entry is null && w.EndedAt is null).ToArray();
        var roots = Roots();
        return [.. open.GroupBy(w => roots.GetValueOrDefault(w.Cause.Asset, w.Cause.Asset)).Where(g => g.Any(w => w.Level >= (byte)WarningLevel.Orange) && !g.Any(w => taken.Contains(w.Id)))
            .Select(g => Of(g.Key, [.. g])).OfType<IncidentProposal>().OrderByDescending(p => p.Level == "red").ThenBy(p => p.Since).Take(Most)];
    }

    /// <summary>Warnings by their ids as an incident keeps them; those that are not open are left out.</summary>
    public IReadOnlyList<IncidentWarning> Named(IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet();
        return [.. board.Open().Where(w => wanted.Contains(w.Id)).Select(Of)];
    }

    public (IncidentProposal Proposal, WarningRecord Cause)? Around(IReadOnlyCollection<string> warnings) =>
        board.Open().Where(w => warnings.Contains(w.Id)).OrderByDescending(w => w.Level).ThenBy(w => w.Cause.Since).ToArray() is { Length: > 0 } some && Of(some[0].Cause.Asset, some) is { } proposal ? (proposal, some[0]) : null;

    /// <summary>Where an asset lies: its place and its district.</summary>
    public (double[]? Position, string? Region) PlaceOf(string asset)
    {
        if (!AssetId.IsValid(asset)) return (null, null);
        var id = new AssetId(asset);
        if (networks.Find(id.Network)?.Compiled.Source is not { } network) return (null, null);
        if (network.Nodes.FirstOrDefault(n => n.LocalId == id.Local) is { } node) return (At(node.Position), node.Region ?? RegionOf(network, node.Position));
        if (network.Links.FirstOrDefault(l => l.LocalId == id.Local) is { } link) return (At(network.Nodes[link.From].Position), link.Region ?? network.Nodes[link.From].Region ?? RegionOf(network, network.Nodes[link.From].Position));
        return network.Points.FirstOrDefault(p => p.LocalId == id.Local) is { } point ? (At(point.Position), point.Region) : (null, null);
    }

    private IncidentProposal? Of(string root, WarningRecord[] group)
    {
        var cause = group.FirstOrDefault(w => w.Cause.Asset == root) ?? group.MinBy(w => w.Cause.Since)!;
        if (!AssetId.IsValid(cause.Cause.Asset) || registry.Find(new AssetId(cause.Cause.Asset)) is not { } asset) return null;
        var kind = WireNames.Of((SymptomKind)cause.Cause.Kind);
        var plan = PlanCatalogue.Default.Suggest(kind, asset.Kind.WireName());
        var (position, region) = PlaceOf(cause.Cause.Asset);
        var arrivals = group.SelectMany(w => views.Of(w).Effects).GroupBy(e => e.Asset).Select(g => g.MinBy(e => e.FirstAt, StringComparer.Ordinal)!).OrderBy(e => e.FirstAt, StringComparer.Ordinal)
            .Take(5).Select(e => new Arrival(e.Asset, e.Name, e.Kind, e.Level, e.Quantity, e.Value, At(e.FirstAt), At(e.PeakAt), PlaceOf(e.Asset).Position)).ToArray();
        var (name, level) = (asset.Name ?? asset.Id.Local, (WarningLevel)group.Max(w => w.Level));
        return new(cause.Id, new($"{name} {plan?.Title.Zh ?? kind}", $"{plan?.Title.En ?? kind} at {name}"), plan?.Id, plan?.Topic ?? "networkEmergency", WireNames.Of(level), asset.Id.Network, asset.Id.Value, asset.Name, position,
            [.. group.Select(w => w.Id)], group.SelectMany(w => w.Affected).Distinct().Count(), arrivals, new Instant(group.Min(w => w.Cause.Since)),
            [.. group.Select(w => PlaceOf(w.Cause.Asset).Region).Append(region).Concat(arrivals.Select(a => PlaceOf(a.Asset).Region)).OfType<string>().Distinct()]);
    }

    /// <summary>By asset, the asset of the first cause, as the alarm book nests them.</summary>
    private Dictionary<string, string> Roots()
    {
        var standing = alarms.Standing().ToDictionary(a => a.Id);
        var roots = new Dictionary<string, string>();
        foreach (var alarm in standing.Values.Where(a => a.Asset is not null))
        {
            var at = alarm;
            for (var steps = 0; steps < 20 && at.Parent is { } parent && standing.TryGetValue(parent, out var up); steps++) at = up;
            if (at.Asset is { } root) roots[alarm.Asset!] = root;
        }
        return roots;
    }

    private static IncidentWarning Of(WarningRecord w) => new(w.Id, w.Cause.Asset, w.Catchment, WireNames.Of((SymptomKind)w.Cause.Kind), WireNames.Of((WarningLevel)w.Level));

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static double[] At(Position p) => [p.Longitude, p.Latitude];

    private static string? RegionOf(Network network, Position at) => network.Regions.FirstOrDefault(r => Contains(r.Boundary, at))?.Id;

    /// <summary>By the parity of crossings of a ray to the east.</summary>
    private static bool Contains(IReadOnlyList<Position> ring, Position p)
    {
        var inside = false;
        for (int i = 0, j = ring.Count - 1; i < ring.Count; j = i++)
            if (ring[i].Latitude > p.Latitude != ring[j].Latitude > p.Latitude && p.Longitude < (ring[j].Longitude - ring[i].Longitude) * (p.Latitude - ring[i].Latitude) / (ring[j].Latitude - ring[i].Latitude) + ring[i].Longitude) inside = !inside;
        return inside;
    }
}
