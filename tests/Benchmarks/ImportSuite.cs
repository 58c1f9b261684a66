using System.Diagnostics;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Simulation.City;

namespace Benchmarks;

/// <summary>A city of a million assets as a survey would draw it: no topology, ends beside their manholes, some drawn against the flow; joined and reviewed in memory.</summary>
public sealed class ImportSuite : ISuite
{
    private const int Segments = 500_000;
    private static readonly Figure Join = new("import.join_s", "s");
    private static readonly Figure Memory = new("import.join_mib", "MiB");
    private static readonly Figure Joined = new("import.flow_to_end_share", "");

    public string Name => "import";
    public IReadOnlyList<Figure> Figures => [Join, Memory, Joined];

    public Task Run(BenchOptions options, Report report)
    {
        var survey = Draw(DemoCity.Build(seed: 1, Segments));
        report.Note($"{survey.Points.Count} points, {survey.Lines.Count} lines");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var result = TopologyBuilder.Build(survey, new());
        report.Add(Join, watch.Elapsed.TotalSeconds);
        report.Add(Memory, (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0);
        report.Add(Joined, result.Share.FlowToEnd);
        report.Note($"{result.Findings.Count} findings, {result.Network.Links.Count} links");
        GC.KeepAlive(survey);
        return Task.CompletedTask;
    }

    private static Survey Draw(Network city)
    {
        var random = new Random(1);
        Position Beside(Position p) => new(p.Longitude + (random.NextDouble() - 0.5) * 5e-6, p.Latitude + (random.NextDouble() - 0.5) * 5e-6);
        return new Survey
        {
            Name = "city", Title = "city",
            Points = [.. city.Nodes.Select(n => new SurveyPoint { LocalId = n.LocalId, Kind = n.Kind, Position = n.Position, Invert = n.InvertElevation })],
            Lines = [.. city.Links.Where(l => l.Kind == AssetKind.PipeSegment).Select(l =>
            {
                Position[] path = [Beside(city.Nodes[l.From].Position), .. l.Vertices, Beside(city.Nodes[l.To].Position)];
                if (random.Next(5) == 0) Array.Reverse(path);
                return new SurveyLine { LocalId = l.LocalId, Kind = l.Kind, Class = l.Class, Section = l.Section, Path = path };
            })],
        };
    }
}
