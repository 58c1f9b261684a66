namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Makes a network of a survey. Deterministic: the same survey, options and decisions give the same network and findings, so that a draft is stored as these and every fix can be taken back.</summary>
public static class TopologyBuilder
{
    private static readonly Dictionary<string, Decision> Undecided = [];

    public static TopologyResult Build(Survey survey, TopologyOptions options, IReadOnlyDictionary<string, Decision>? decisions = null, Mending mending = Mending.Decided)
    {
        if (options.Fault() is { } fault) throw new ArgumentException(fault);
        var work = PutTogether(survey, options, decisions ?? Undecided, mending);
        var share = JoinedShare.Of(work);
        return new TopologyResult(NetworkBuild.Of(work), work.Findings.All, work.Kept, share);
    }

    /// <summary>Only how much hangs together.</summary>
    public static JoinedShare Share(Survey survey, TopologyOptions options, IReadOnlyDictionary<string, Decision>? decisions, Mending mending) =>
        JoinedShare.Of(PutTogether(survey, options, decisions ?? Undecided, mending));

    /// <summary>What a network that came whole (SWMM, EPANET) shows; it is left as it is, so no finding offers a fix.</summary>
    public static TopologyResult Review(Network network, IReadOnlyDictionary<string, Decision>? decisions = null)
    {
        var places = new Survey { Name = network.Name, Title = network.Title, Points = [.. network.Nodes.Select(n => new SurveyPoint { LocalId = n.LocalId, Kind = n.Kind, Position = n.Position })], Lines = [] };
        var plane = Plane.Around(places);
        var findings = new FindingBook(plane, decisions ?? Undecided, Mending.Decided) { OffersFixes = false };
        var work = new Work(places, new TopologyOptions { BridgeMetres = 0 }, findings, Mending.Decided);
        work.Nodes.AddRange(network.Nodes.Select(n => new WorkNode { Id = n.LocalId, At = plane.Of(n.Position), Kind = n.Kind, Invert = n.InvertElevation }));
        work.Pipes.AddRange(network.Links.Select(l => new WorkPipe
        {
            Id = l.LocalId, Kind = l.Kind, Class = l.Class, Section = l.Section, IsPressurised = l.IsPressurised, From = work.Nodes[l.From], To = work.Nodes[l.To],
            Path = [work.Nodes[l.From].At, .. l.Vertices.Select(plane.Of), work.Nodes[l.To].At],
            FromInvert = network.Nodes[l.From].InvertElevation + l.FromOffset, ToInvert = network.Nodes[l.To].InvertElevation + l.ToOffset,
        }));
        Parts.Run(work);
        Directing.Run(work);
        Cycles.Run(work);
        Reviews.Run(work);
        return new TopologyResult(network, findings.All, [], JoinedShare.Of(work));
    }

    private static Work PutTogether(Survey survey, TopologyOptions options, IReadOnlyDictionary<string, Decision> decisions, Mending mending)
    {
        var work = new Work(survey, options, new FindingBook(Plane.Around(survey), decisions, mending), mending);
        var grid = new SpotGrid<WorkNode>(Math.Max(work.Options.SearchMetres, 1));
        var named = Points.Take(work, grid);
        Lines.Take(work);
        var segments = new SegmentGrid(Splitting.SegmentCell);
        if (mending != Mending.AsDrawn)
            foreach (var pipe in work.Pipes) segments.Add(pipe);
        new Ends(work, grid, named, segments).Join();
        Splitting.Run(work);
        Duplicates.Run(work);
        Parts.Run(work);
        Directing.Run(work);
        Cycles.Run(work);
        Reviews.Run(work);
        return work;
    }
}

/// <param name="Kept">Features that are not in the network, and why.</param>
public sealed record TopologyResult(Network Network, IReadOnlyList<Finding> Findings, IReadOnlyList<KeptFeature> Kept, JoinedShare Share);
