using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Simulation.Tests.City;

/// <summary>What must hold of every city, whatever its seed and size.</summary>
public class CityLaws
{
    private static void ForAnyCity(Action<Network> law) =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).SelectMany(seed => Gen.Choose(100, 4000), (seed, size) => (seed, size)).ToArbitrary(), city => law(DemoCity.Build(city.seed, city.size)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8).WithQuietOnSuccess(true));

    [Fact]
    public void Local_ids_are_unique_over_nodes_links_and_points() => ForAnyCity(city =>
    {
        var ids = city.Nodes.Select(n => n.LocalId).Concat(city.Links.Select(l => l.LocalId)).Concat(city.Points.Select(p => p.LocalId)).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(AssetId.IsValid($"demo:{id}"), id));
    });

    [Fact]
    public void Every_gravity_pipe_runs_downhill() => ForAnyCity(city =>
    {
        foreach (var pipe in city.Links.Where(l => l.Kind == AssetKind.PipeSegment && !l.IsPressurised))
        {
            var start = city.Nodes[pipe.From].InvertElevation + pipe.FromOffset;
            var end = city.Nodes[pipe.To].InvertElevation + pipe.ToOffset;
            Assert.True(start > end, $"{pipe.LocalId} {pipe.Name}: {start} to {end} over {pipe.Length} m");
        }
    });

    [Fact]
    public void Every_sewer_node_reaches_a_plant_or_an_outfall() => ForAnyCity(city =>
    {
        var reaches = city.Nodes.Select(n => n.Kind is AssetKind.TreatmentPlant or AssetKind.Outfall).ToArray();
        var into = city.Links.Where(l => l.Class is not (PipeClass.River or PipeClass.Reclaimed)).ToLookup(l => l.To);
        var queue = new Queue<int>(Enumerable.Range(0, reaches.Length).Where(i => reaches[i]));
        while (queue.TryDequeue(out var to))
            foreach (var link in into[to])
                if (!reaches[link.From])
                {
                    reaches[link.From] = true;
                    queue.Enqueue(link.From);
                }
        foreach (var link in city.Links.Where(l => l.Class is not (PipeClass.River or PipeClass.Reclaimed)))
            Assert.True(reaches[link.From], $"{city.Nodes[link.From].LocalId} drains nowhere.");
    });

    [Fact]
    public void Pipes_are_buried_and_not_too_deep() => ForAnyCity(city =>
    {
        foreach (var pipe in city.Links.Where(l => l.Kind == AssetKind.PipeSegment && !l.IsPressurised))
        {
            var node = city.Nodes[pipe.From];
            if (node.FullDepth <= 0) continue; // A plant or a drainer: no manhole.
            Assert.True(node.FullDepth >= pipe.FromOffset + pipe.Section.Height * 0.9, $"{pipe.LocalId} lies above ground.");
            Assert.True(node.FullDepth < 14, $"{node.LocalId} is {node.FullDepth} m deep.");
        }
    });

    [Fact]
    public void Every_intake_is_fed_from_the_reclaimed_plant() => ForAnyCity(city =>
    {
        var fed = city.Nodes.Select(n => n.Kind == AssetKind.ReclaimedPlant).ToArray();
        foreach (var link in city.Links.Where(l => l.Class == PipeClass.Reclaimed)) fed[link.To] |= fed[link.From]; // They stand in the order of flow.
        Assert.All(city.Nodes.Select((n, i) => (n, i)).Where(x => x.n.Kind == AssetKind.ReuseIntake), x => Assert.True(fed[x.i], x.n.LocalId));
    });

    [Fact]
    public void The_river_is_one_line_through_every_outfall_and_falls() => ForAnyCity(city =>
    {
        var river = city.Links.Where(l => l.Kind == AssetKind.RiverSection).ToArray();
        Assert.All(river.Zip(river.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        var on = river.SelectMany(l => new[] { l.From, l.To }).ToHashSet();
        Assert.All(city.Nodes.Select((n, i) => (n, i)).Where(x => x.n.Kind == AssetKind.Outfall), x => Assert.Contains(x.i, on));
        Assert.True(city.Nodes[river[0].From].InvertElevation > city.Nodes[river[^1].To].InvertElevation);
    });

    [Fact]
    public void No_two_pipes_lie_on_each_other() => ForAnyCity(city =>
    {
        var places = new HashSet<(long, long)>();
        foreach (var pipe in city.Links.Where(l => l.Kind == AssetKind.PipeSegment))
        {
            Assert.NotEqual(pipe.From, pipe.To);
            var (a, b) = (city.Nodes[pipe.From].Position, city.Nodes[pipe.To].Position);
            Assert.True(places.Add(((long)((a.Longitude + b.Longitude) * 5e6), (long)((a.Latitude + b.Latitude) * 5e6))), $"{pipe.LocalId} has the middle of another pipe.");
        }
    });
}
