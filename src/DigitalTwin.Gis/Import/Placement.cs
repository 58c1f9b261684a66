using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;

namespace DigitalTwin.Gis.Import;

/// <summary>Puts a draft on the map: source coordinates to degrees, doubtful ones found, nodes without one placed between their neighbours.</summary>
internal static class Placement
{
    /// <summary>A node farther than this from the middle of all, and 20 times farther than the usual one, is held misplaced.</summary>
    private const double PlausibleKm = 50;

    /// <summary>Null, or why the coordinates as a whole cannot be what they were said to be.</summary>
    public static string? Place(NetworkDraft draft, Crs crs)
    {
        if (Project(draft, crs) is { } refusal) return refusal;
        var misplaced = FindMisplaced(draft);
        FillFromNeighbours(draft, misplaced);
        foreach (var link in draft.Links) ProjectVertices(draft, link, crs);
        PlacePoints(draft, crs);
        return null;
    }

    private static string? Project(NetworkDraft draft, Crs crs)
    {
        var (given, outside, swapped) = (0, 0, 0);
        foreach (var node in draft.Nodes)
        {
            if (node.Source is not { } s) continue;
            given++;
            if (crs.TryToWgs84(s.X, s.Y, out var position)) { node.Position = position; continue; }
            outside++;
            if (crs.TryToWgs84(s.Y, s.X, out _)) swapped++;
        }
        if (given == 0) return "No node has coordinates; expected a [COORDINATES] line for each.";
        if (outside * 2 <= given) return null;
        var example = draft.Nodes.First(n => n.Source is not null && n.Position is null);
        return FormattableString.Invariant($"{outside} of {given} nodes lie outside the area of {crs} ({crs.AreaOfUse}), such as '{example.LocalId}' at ({example.Source!.Value.X}, {example.Source.Value.Y}). ")
            + (swapped * 2 > given ? "With x and y exchanged most would lie inside: the file seems to give northing before easting." : "The file is probably in another system; name it with crs.");
    }

    private static Dictionary<NodeDraft, string> FindMisplaced(NetworkDraft draft)
    {
        var misplaced = new Dictionary<NodeDraft, string>();
        var placed = draft.Nodes.Where(n => n.Position is not null).Select(n => n.Position!.Value).ToArray();
        if (placed.Length < 5) return misplaced;
        var middle = new Position(Median(placed.Select(p => p.Longitude)), Median(placed.Select(p => p.Latitude)));
        var limit = Math.Max(PlausibleKm * 1000, 20 * Median(placed.Select(p => Geodesy.Metres(middle, p))));
        foreach (var node in draft.Nodes)
        {
            if (node.Position is not { } p || Geodesy.Metres(middle, p) <= limit) continue;
            node.Position = null;
            misplaced[node] = FormattableString.Invariant(
                $"Lands at {p.Longitude:0.####}, {p.Latitude:0.####}, {Geodesy.Metres(middle, p) / 1000:0} km from the middle of the network; expected at most {limit / 1000:0} km.");
        }
        return misplaced;
    }

    private static void FillFromNeighbours(NetworkDraft draft, Dictionary<NodeDraft, string> misplaced)
    {
        var open = draft.Nodes.Where(n => n.Position is null).ToHashSet();
        if (open.Count == 0) return;
        var neighbours = open.ToDictionary(n => n, _ => new List<NodeDraft>());
        foreach (var link in draft.Links)
        {
            if (neighbours.TryGetValue(link.From, out var a)) a.Add(link.To);
            if (neighbours.TryGetValue(link.To, out var b)) b.Add(link.From);
        }
        // In rounds, so that a chain of them is filled from its ends inwards.
        for (var found = true; found && open.Count > 0;)
        {
            var round = open.Select(n => (node: n, near: neighbours[n].Where(m => m.Position is not null).Select(m => m.Position!.Value).ToArray()))
                .Where(r => r.near.Length > 0).ToArray();
            foreach (var (node, near) in round)
            {
                node.Position = new Position(near.Average(p => p.Longitude), near.Average(p => p.Latitude));
                node.Attributes["Position"] = "estimated";
                open.Remove(node);
                ReportUnplaced(draft, node, misplaced.GetValueOrDefault(node), Remedy.Substituted, "Placed in the middle of its neighbours.");
            }
            found = round.Length > 0;
        }
        foreach (var node in open) ReportUnplaced(draft, node, misplaced.GetValueOrDefault(node), Remedy.LeftOut, "No neighbour has any either.");
        var cut = draft.Links.Where(l => open.Contains(l.From) || open.Contains(l.To)).ToHashSet();
        foreach (var link in cut)
            draft.Report.Add(DefectCode.MissingEndNode, Remedy.LeftOut, link.Section, link.Line, link.LocalId, $"Its end nodes '{link.From.LocalId}' and '{link.To.LocalId}' have no place on the map.");
        draft.LeaveOut(open, cut);
    }

    private static void ReportUnplaced(NetworkDraft draft, NodeDraft node, string? misplaced, Remedy remedy, string consequence)
    {
        var (code, found) = misplaced is not null ? (DefectCode.ImplausiblePlace, misplaced)
            : node.Source is { } s ? (DefectCode.CoordinateOutsideArea, FormattableString.Invariant($"Coordinate ({s.X}, {s.Y}) lies outside the area of use."))
            : (DefectCode.MissingCoordinates, "Has no coordinates.");
        draft.Report.Add(code, remedy, node.Section, node.Line, node.LocalId, $"{found} {consequence}");
    }

    private static void ProjectVertices(NetworkDraft draft, LinkDraft link, Crs crs)
    {
        var lost = 0;
        foreach (var (x, y) in link.Source)
            if (crs.TryToWgs84(x, y, out var position) && Geodesy.Metres(position, link.From.Position!.Value) <= PlausibleKm * 1000) link.Vertices.Add(position);
            else lost++;
        if (lost > 0)
            draft.Report.Add(DefectCode.CoordinateOutsideArea, Remedy.Substituted, link.Section, link.Line, link.LocalId, $"{lost} of {link.Source.Count} vertices lie outside the area of use or over {PlausibleKm} km away; the line goes straight there.");
    }

    private static void PlacePoints(NetworkDraft draft, Crs crs)
    {
        foreach (var point in draft.Points)
        {
            if (point.Source is { } s && crs.TryToWgs84(s.X, s.Y, out var position)) { point.Position = position; continue; }
            var placed = draft.Nodes.Select(n => n.Position!.Value).ToArray();
            point.Position = new Position(Median(placed.Select(p => p.Longitude)), Median(placed.Select(p => p.Latitude)));
            point.Attributes["Position"] = "estimated";
            draft.Report.Add(point.Source is null ? DefectCode.MissingCoordinates : DefectCode.CoordinateOutsideArea, Remedy.Substituted,
                point.Section, point.Line, point.LocalId, "Has no usable coordinates. Placed in the middle of the network.");
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
