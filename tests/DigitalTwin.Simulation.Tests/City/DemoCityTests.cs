using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City;

namespace DigitalTwin.Simulation.Tests.City;

public class DemoCityTests
{
    private static readonly Network Default = DemoCity.Build(1);

    [Fact]
    public void The_default_city_has_what_a_city_has()
    {
        Assert.Equal("demo", Default.Name);
        Assert.Equal(2, Count(AssetKind.TreatmentPlant));
        Assert.Equal(12, Default.Links.Count(l => l.Kind == AssetKind.PumpStation));
        Assert.Equal(4, Count(AssetKind.StorageTank));
        Assert.Equal(1, Count(AssetKind.ReclaimedPlant));
        Assert.Equal(25, Count(AssetKind.ReuseIntake));
        Assert.Equal(60, Count(AssetKind.Drainer));
        Assert.InRange(Default.Regions.Count, 8, 10);
        Assert.InRange(Default.Points.Count, 3, 10);
        Assert.Contains(Default.Links, l => l.Kind == AssetKind.Valve);
        Assert.Contains(Default.Links, l => l is { Class: PipeClass.Storm, Kind: AssetKind.PipeSegment });
        Assert.Contains(Default.Links, l => l.Kind == AssetKind.Weir);
        Assert.True(Default.Nodes.Where(n => n.Kind == AssetKind.ReuseIntake).Select(n => n.Attributes["use"]).Distinct().Count() >= 5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(77)]
    [InlineData(20_260)]
    public void Other_seeds_give_other_cities_with_as_many_pump_stations(int seed)
    {
        var city = DemoCity.Build(seed);
        Assert.NotEqual(NetworkHash.Of(Default), NetworkHash.Of(city));
        Assert.Equal(12, city.Links.Count(l => l.Kind == AssetKind.PumpStation));
    }

    [Fact]
    public void The_same_seed_gives_the_same_city() => Assert.Equal(NetworkHash.Of(DemoCity.Build(5, 1500)), NetworkHash.Of(DemoCity.Build(5, 1500)));

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 300)]
    [InlineData(3, 800)]
    [InlineData(1, 3000)]
    [InlineData(4, 12_000)]
    [InlineData(1, 40_000)]
    public void It_has_about_as_many_pipe_segments_as_asked(int seed, int segments)
    {
        var pipes = DemoCity.Build(seed, segments).Links.Count(l => l.Kind == AssetKind.PipeSegment);
        Assert.InRange(pipes, segments * 0.9, segments * 1.1);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(2_000_001)]
    public void A_size_out_of_bounds_is_refused_with_the_bounds(int segments)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => DemoCity.Build(1, segments));
        Assert.Contains("100 to 2000000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_has_a_name_and_a_district()
    {
        Assert.All(Default.Nodes, n => Assert.False(string.IsNullOrWhiteSpace(n.Name), n.LocalId));
        Assert.All(Default.Links, l => Assert.False(string.IsNullOrWhiteSpace(l.Name), l.LocalId));
        var regions = Default.Regions.Select(r => r.Id).ToHashSet();
        Assert.All(Default.Nodes, n => Assert.Contains(n.Region!, regions));
        Assert.Contains(Default.Links, l => l.Name!.StartsWith("滨河西路截流干管 K", StringComparison.Ordinal));
        Assert.Contains(Default.Links, l => l.Name == "2 号泵站");
    }

    [Fact]
    public void Every_place_is_in_the_basin_it_is_set_in()
    {
        var everywhere = Default.Nodes.Select(n => n.Position).Concat(Default.Links.SelectMany(l => l.Vertices)).Concat(Default.Regions.SelectMany(r => r.Boundary));
        Assert.All(everywhere, p =>
        {
            Assert.InRange(p.Longitude, 112.9, 113.3);
            Assert.InRange(p.Latitude, 36.05, 36.4);
        });
    }

    private static int Count(AssetKind kind) => Default.Nodes.Count(n => n.Kind == kind);
}
