using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Tests.Networks;
using DigitalTwin.Domain.Units;

namespace DigitalTwin.Domain.Tests.Risk;

public class SpillModelTests
{
    [Fact]
    public void All_the_mass_released_ends_somewhere() => ForAll.Seeds(AllMassEnds);

    [Fact]
    public void What_a_rise_lends_to_a_side_branch_is_not_counted_twice() => AllMassEnds(300037997); // A plant that the main stream only stands back into.

    private static void AllMassEnds(int seed)
    {
        var network = RandomNetwork.Of(seed);
        var flows = new FlowField(network).Current;
        var start = new Random(seed).Next(network.NodeCount);
        var arrivals = new SpillModel(network).Run(Pulse(NetworkElement.Node(start), Quantity.SuspendedSolids), flows);
        // It ends where the network does; a plant keeps what its treatment holds back. A side branch holds, for a while, mass of the main stream.
        var kept = 1 - PropagationSettings.Default.PlantPassOf(Quantity.SuspendedSolids);
        var carried = arrivals.Where(a => a.Path.Count < 2 || network.Links.To[a.Path[^2].Index] == a.Asset.Index);
        Assert.Equal(1, carried.Sum(a => network.Nodes.MainLink[a.Asset.Index] < 0 ? a.MassShare
            : network.Nodes.Kind[a.Asset.Index] == AssetKind.TreatmentPlant && a.Asset.Index != start ? kept * a.MassShare : 0), 0.01);
        foreach (var a in arrivals)
        {
            Assert.True(double.IsFinite(a.PeakConcentration) && a.PeakConcentration is >= 0 and <= 1000.001);
            Assert.True(a.FirstMinutes >= 0 && a.PeakMinutes >= a.FirstMinutes);
            Assert.Equal((NetworkElement.Node(start), a.Asset), (a.Path[0], a.Path[^1]));
        }
    }

    [Fact]
    public void A_release_is_thinned_by_the_flow_it_joins_and_spreads_on_its_way()
    {
        var sewer = Trunk();
        var network = sewer.Compile();
        var arrivals = new SpillModel(network).Run(Pulse(sewer.At("n0"), Quantity.SuspendedSolids), new FlowField(network).Current);
        Assert.Equal(1000 * 0.002 / 0.012, arrivals[0].PeakConcentration, 0.5);
        for (var i = 1; i < arrivals.Count; i++)
        {
            Assert.True(arrivals[i].FirstMinutes > arrivals[i - 1].FirstMinutes);
            Assert.True(arrivals[i].PeakConcentration <= arrivals[i - 1].PeakConcentration + 1e-9);
        }
        Assert.True(arrivals[^1].PeakMinutes - arrivals[^1].FirstMinutes > 5);
    }

    [Fact]
    public void More_water_released_arrives_sooner()
    {
        var sewer = Trunk();
        var network = sewer.Compile();
        var flows = new FlowField(network).Current;
        double First(double flow) => new SpillModel(network).Run(Pulse(sewer.At("n0"), Quantity.Cod) with { Flow = new FlowRate(flow) }, flows)[^1].FirstMinutes;
        Assert.True(First(0.05) < First(0.01));
        Assert.True(First(0.01) < First(0.0001));
    }

    [Fact]
    public void Nothing_released_arrives_nowhere()
    {
        var sewer = Trunk();
        var network = sewer.Compile();
        Assert.Empty(new SpillModel(network).Run(Pulse(sewer.At("n0"), Quantity.Cod) with { Flow = default }, new FlowField(network).Current));
    }

    [Theory]
    [InlineData(3600, 0.0)] // Undispersed.
    [InlineData(3600, 60.0)]
    [InlineData(600, 600.0)] // As for one mixed tank and more.
    [InlineData(60, 2000.0)]
    public void A_passage_keeps_its_mass(double duration, double deviation)
    {
        const double mean = 5000;
        var passage = PulsePassage.Of(mean, deviation * deviation, duration, _ => 1);
        Assert.InRange(passage.Peak, 0, 1);
        Assert.InRange(passage.PeakSeconds, passage.FirstSeconds, mean + duration + 1);
        if (deviation == 0) Assert.Equal((mean, 1.0), (passage.FirstSeconds, passage.Peak));
        // A pulse much shorter than the spreading has the density's height at its mode: duration/(σ√2π) for a nearly normal one.
        if (deviation == 2000) Assert.Equal(duration / (deviation * Math.Sqrt(2 * Math.PI)), passage.Peak, 0.15 * passage.Peak);
    }

    [Fact]
    public void A_passage_in_water_that_grows_peaks_while_there_is_little()
    {
        var steady = PulsePassage.Of(5000, 600 * 600, 7200, _ => 100);
        var growing = PulsePassage.Of(5000, 600 * 600, 7200, t => 100 * Math.Exp(-t / 5000));
        Assert.True(growing.PeakSeconds < steady.PeakSeconds - 600);
        Assert.True(growing.FirstSeconds < steady.FirstSeconds);
    }

    [Fact]
    public void Standing_water_below_delays_what_passes_through_it()
    {
        CompiledNetwork Sewer(double sill)
        {
            var sewer = new TestNetwork().Node("in", invert: 1.0, inflow: 0.01).Node("mid", invert: 0.8).Node("well", invert: 0, inflow: 0).Node("out", AssetKind.Outfall, invert: -1)
                .Pipe("in", "mid").Pipe("mid", "well").Pipe("well", "out", offset: sill);
            return sewer.Compile();
        }
        double Minutes(double sill) => new SpillModel(Sewer(sill)).Run(Pulse(NetworkElement.Node(0), Quantity.SuspendedSolids), new FlowField(Sewer(sill)).Current)[^1].FirstMinutes;
        Assert.True(Minutes(1.2) > 2 * Minutes(0));
    }

    [Fact]
    public void Water_that_waits_for_a_pump_is_felt_later_beyond_it()
    {
        var sewer = new TestNetwork().Node("in", invert: 2, inflow: 0.002).Node("well", AssetKind.StorageTank, invert: 0, area: 10).Node("out", AssetKind.Outfall)
            .Pipe("in", "well").Link("pump", AssetKind.PumpStation, "well", "out", l => l with { StartDepth = 1.2, StopDepth = 0.4, DesignFlow = 0.02 });
        var network = sewer.Compile();
        var arrivals = new SpillModel(network).Run(Pulse(sewer.At("in"), Quantity.SuspendedSolids), new FlowField(network).Current).ToDictionary(a => sewer.Name(a.Asset));
        // On the mean a parcel waits for half of the 8 m³ between stop and start, and mixes with the 4 m³ that the pump leaves, at 4 L/s.
        Assert.InRange(arrivals["out"].PeakMinutes, 30 + 4 / 0.004 / 60, 60 + (4 + 4) / 0.004 / 60);
        Assert.True(arrivals["out"].FirstMinutes > arrivals["in"].FirstMinutes + 5);
    }

    [Theory]
    [InlineData(1, 1, 0.6321205588)] // 1 − 1/e
    [InlineData(2, 1, 0.2642411177)]
    [InlineData(10, 10, 0.5420702855)]
    [InlineData(0.5, 0.5, 0.6826894921)] // erf(√½)
    [InlineData(1000, 1000, 0.5042052)]
    public void The_gamma_distribution_agrees_with_tables(double shape, double x, double expected) =>
        Assert.Equal(expected, GammaDistribution.Cumulative(shape, x), 1e-6);

    private static Release Pulse(NetworkElement at, Quantity quantity) =>
        new(at, quantity, Concentration.FromMilligramsPerLitre(1000), new FlowRate(0.002), TimeSpan.FromHours(1));

    private static TestNetwork Trunk()
    {
        var sewer = new TestNetwork();
        for (var i = 0; i < 30; i++) sewer.Node($"n{i}", invert: 30 - i * 0.3, inflow: i == 0 ? 0.01 : 0.0005);
        for (var i = 0; i < 29; i++) sewer.Pipe($"n{i}", $"n{i + 1}", length: 80);
        return sewer;
    }
}
