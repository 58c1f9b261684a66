using System.Globalization;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Revisions;

public enum ChangeKind { Added, Removed, Changed }

/// <summary>One asset that differs between two revisions; fields only where it changed.</summary>
public sealed record AssetChange(ChangeKind Change, string LocalId, AssetKind Kind, string? Name, Position Position, IReadOnlyList<FieldChange> Fields);

/// <summary>Values as text, SI; null where absent.</summary>
public sealed record FieldChange(string Name, string? From, string? To);

/// <summary>What a new revision would add, remove and change, by local id.</summary>
public static class NetworkDifference
{
    /// <summary>Places nearer than this are the same, degrees: some centimetres, the rounding of reference systems.</summary>
    private const double SamePlace = 3e-7;

    /// <param name="before">Null where there is no revision yet: everything is added.</param>
    public static IReadOnlyList<AssetChange> Of(Network? before, Network after)
    {
        var (old, now) = (before is null ? [] : Assets(before), Assets(after));
        var changes = new List<AssetChange>();
        foreach (var (id, asset) in now)
            if (!old.TryGetValue(id, out var was)) changes.Add(new AssetChange(ChangeKind.Added, id, asset.Kind, asset.Name, asset.Place, []));
            else if (Fields(was, asset) is { Count: > 0 } fields) changes.Add(new AssetChange(ChangeKind.Changed, id, asset.Kind, asset.Name, asset.Place, fields));
        foreach (var (id, was) in old)
            if (!now.ContainsKey(id)) changes.Add(new AssetChange(ChangeKind.Removed, id, was.Kind, was.Name, was.Place, []));
        return changes;
    }

    private sealed record Asset(AssetKind Kind, string? Name, Position Place, IReadOnlyList<Position> Path, NetworkNode? Node, NetworkLink? Link, string? From, string? To, IReadOnlyDictionary<string, string> Attributes);

    private static Dictionary<string, Asset> Assets(Network n)
    {
        var all = new Dictionary<string, Asset>(n.Nodes.Count + n.Links.Count + n.Points.Count, StringComparer.Ordinal);
        foreach (var node in n.Nodes) all[node.LocalId] = new(node.Kind, node.Name, node.Position, [node.Position], node, null, null, null, node.Attributes);
        foreach (var link in n.Links)
        {
            var (a, b) = (n.Nodes[link.From], n.Nodes[link.To]);
            var middle = link.Vertices.Count > 0 ? link.Vertices[link.Vertices.Count / 2] : new Position((a.Position.Longitude + b.Position.Longitude) / 2, (a.Position.Latitude + b.Position.Latitude) / 2);
            all[link.LocalId] = new(link.Kind, link.Name, middle, [a.Position, .. link.Vertices, b.Position], null, link, a.LocalId, b.LocalId, link.Attributes);
        }
        foreach (var point in n.Points) all[point.LocalId] = new(point.Kind, point.Name, point.Position, [point.Position], null, null, null, null, point.Attributes);
        return all;
    }

    private static List<FieldChange> Fields(Asset was, Asset now)
    {
        var fields = new List<FieldChange>();
        Text("kind", was.Kind.WireName(), now.Kind.WireName());
        Text("name", was.Name, now.Name);
        if (was.Path.Count != now.Path.Count || was.Path.Zip(now.Path).Any(p => Math.Abs(p.First.Longitude - p.Second.Longitude) > SamePlace || Math.Abs(p.First.Latitude - p.Second.Latitude) > SamePlace))
            fields.Add(new FieldChange("place", Place(was), Place(now)));
        Text("from", was.From, now.From);
        Text("to", was.To, now.To);
        if (was.Node is { } a && now.Node is { } b)
        {
            Number("invertM", a.InvertElevation, b.InvertElevation);
            Number("fullDepthM", a.FullDepth, b.FullDepth);
            Number("designFlowM3s", a.DesignFlow, b.DesignFlow);
            Number("storageAreaM2", a.StorageArea, b.StorageArea);
        }
        if (was.Link is { } p && now.Link is { } q)
        {
            Text("class", p.Class.ToString(), q.Class.ToString());
            Text("shape", p.Section.Shape.ToString(), q.Section.Shape.ToString());
            Number("heightM", p.Section.Height, q.Section.Height);
            Number("widthM", p.Section.Width, q.Section.Width);
            Number("lengthM", p.Length, q.Length);
            Number("roughness", p.Roughness, q.Roughness);
            Number("fromOffsetM", p.FromOffset, q.FromOffset);
            Number("toOffsetM", p.ToOffset, q.ToOffset);
            Number("designFlowM3s", p.DesignFlow, q.DesignFlow);
        }
        foreach (var name in was.Attributes.Keys.Union(now.Attributes.Keys).Order(StringComparer.Ordinal))
            Text(name, was.Attributes.GetValueOrDefault(name), now.Attributes.GetValueOrDefault(name));
        return fields;

        void Text(string name, string? from, string? to)
        {
            if (from != to) fields.Add(new FieldChange(name, from, to));
        }

        // A millimetre or a millionth: what formats round away.
        void Number(string name, double from, double to)
        {
            if (Math.Abs(from - to) > Math.Max(1e-3, 1e-6 * Math.Abs(from))) fields.Add(new FieldChange(name, from.ToString("G10", CultureInfo.InvariantCulture), to.ToString("G10", CultureInfo.InvariantCulture)));
        }
    }

    private static string Place(Asset asset) => FormattableString.Invariant($"{asset.Place.Longitude:0.0000000} {asset.Place.Latitude:0.0000000}") + (asset.Path.Count > 1 ? $" ({asset.Path.Count})" : "");
}
