using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;

namespace DigitalTwin.Gis.Import;

/// <summary>The steps that every format ends with: place, mend lengths, look for parts cut off, build.</summary>
internal static class Finishing
{
    /// <summary>Shorter pipes than this (m) are taken as of no length.</summary>
    private const double ShortestPipe = 0.001;

    /// <param name="drainsOrFeeds">Whether a part of the network that holds such a node is whole.</param>
    /// <param name="terminal">How to name it in the report.</param>
    public static ImportOutcome Finish(NetworkDraft draft, ImportOptions options, Crs crs, Func<NodeDraft, bool> drainsOrFeeds, string terminal, Action<NetworkDraft>? classify = null)
    {
        if (draft.Nodes.Count == 0) return Refuse(draft, "No node could be read; nothing usable is in the file.");
        if (Placement.Place(draft, crs) is { } why) return Refuse(draft, why);
        MendLengths(draft);
        classify?.Invoke(draft);
        ReportDisconnectedParts(draft, drainsOrFeeds, terminal);
        var network = Build(draft, options, crs);
        return new ImportOutcome.Accepted(network, draft.Report.Build(network));
    }

    public static ImportOutcome Refuse(NetworkDraft draft, string why) => new ImportOutcome.Refused(why, draft.Report.Build(null));

    private static void MendLengths(NetworkDraft draft)
    {
        var cut = new HashSet<LinkDraft>();
        foreach (var link in draft.Links)
        {
            if (link.Kind != AssetKind.PipeSegment || link.Length >= ShortestPipe) continue;
            var measured = Geodesy.Metres(link.From.Position!.Value, link.Vertices, link.To.Position!.Value);
            if (double.IsNaN(link.Length)) // The source does not give lengths.
            {
                link.Length = measured;
                if (measured >= ShortestPipe) continue;
            }
            var code = link.Length < 0 ? DefectCode.NegativeLength : DefectCode.ZeroLength;
            var found = FormattableString.Invariant($"Length is {link.Length} m; expected more than 0.");
            if (measured >= ShortestPipe)
            {
                link.Length = measured;
                link.Attributes["Length"] = "measured from coordinates";
                draft.Report.Add(code, Remedy.Substituted, link.Section, link.Line, link.LocalId, FormattableString.Invariant($"{found} The length between its coordinates, {measured:0.###} m, was used."));
            }
            else
            {
                cut.Add(link);
                draft.Report.Add(code, Remedy.LeftOut, link.Section, link.Line, link.LocalId, $"{found} Its ends are at one place, so it could not be measured.");
            }
        }
        draft.LeaveOut([], cut);
    }

    private static void ReportDisconnectedParts(NetworkDraft draft, Func<NodeDraft, bool> isTerminal, string terminal)
    {
        var index = draft.Nodes.Index().ToDictionary(p => p.Item, p => p.Index);
        var parent = Enumerable.Range(0, draft.Nodes.Count).ToArray();
        foreach (var link in draft.Links) parent[Root(parent, index[link.From])] = Root(parent, index[link.To]);
        foreach (var part in draft.Nodes.GroupBy(n => Root(parent, index[n])))
        {
            if (part.Any(isTerminal)) continue;
            var first = part.First();
            draft.Report.Add(DefectCode.DisconnectedPart, Remedy.Kept, first.Section, first.Line, first.LocalId,
                $"A part of {part.Count()} nodes around '{first.LocalId}' has no {terminal}; expected every part to have one.");
        }
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }

    private static Network Build(NetworkDraft draft, ImportOptions options, Crs crs)
    {
        var index = draft.Nodes.Index().ToDictionary(p => p.Item, p => p.Index);
        return new Network
        {
            Name = options.Name,
            Title = options.Title ?? draft.Title ?? options.Name,
            SourceCrs = crs.Code,
            Nodes = [.. draft.Nodes.Select(n => n.Build())],
            Links = [.. draft.Links.Select(l => l.Build(index[l.From], index[l.To]))],
            Points = [.. draft.Points.Select(p => p.Build())],
            Subcatchments = draft.Subcatchments,
            Regions = draft.Regions,
            Curves = draft.Curves,
            Patterns = draft.Patterns,
            Controls = draft.Controls,
        };
    }
}
