using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Tests.Networks;

public class DailyFlowTests
{
    /// <summary>All water at eight in the morning.</summary>
    private static readonly double[] Morning = [.. Enumerable.Range(0, 24).Select(h => h == 8 ? 24.0 : 0)];

    [Fact]
    public void The_morning_comes_later_to_the_lower_end_of_a_long_sewer()
    {
        var (network, field) = Sewer();
        double AtEnd(double hour) => Flow(network, field, network.NodeCount - 1, hour);
        Assert.Equal(0.24, Flow(network, field, 0, 8.5), 1e-6);
        Assert.Equal(0, AtEnd(8), 1e-6);
        Assert.Equal(0.24, AtEnd(9.2), 1e-3);
    }

    [Fact]
    public void A_day_carries_the_same_water_everywhere()
    {
        var (network, field) = Sewer();
        for (var node = 0; node < network.NodeCount; node++)
            Assert.Equal(0.01, Enumerable.Range(0, 96).Average(q => Flow(network, field, node, q / 4.0)), 1e-4);
    }

    [Fact]
    public void What_is_measured_still_goes_on_downstream()
    {
        var (network, field) = Sewer();
        field.Observe(network.KeyOf(NetworkElement.Link(0)), Domain.Readings.Quantity.Flow, 0.5, new(1));
        Assert.Equal(0.5, Flow(network, field, 1, 3), 1e-6);
    }

    private static double Flow(CompiledNetwork network, FlowField field, int node, double hour)
    {
        field.SetHourOfDay(hour);
        field.Recompute();
        return field.Current.Through[node];
    }

    private static (CompiledNetwork, FlowField) Sewer()
    {
        var nodes = Enumerable.Range(0, 30).Select(i => new NetworkNode
        {
            LocalId = $"n{i}", Kind = AssetKind.Manhole, Position = new Position(112, 37), InvertElevation = 30 - i * 0.5,
            DryWeatherInflow = i == 0 ? 0.01 : 0, DryWeatherPattern = i == 0 ? "morning" : null,
        }).ToArray();
        var links = Enumerable.Range(0, 29).Select(i => new NetworkLink
        {
            LocalId = $"l{i}", Kind = AssetKind.PipeSegment, From = i, To = i + 1, Length = 100, Section = CrossSection.Circle(0.4),
        }).ToArray();
        var keys = 0;
        var network = CompiledNetwork.Build(new Network
        {
            Name = "t", Title = "t", Nodes = nodes, Links = links, Patterns = new Dictionary<string, Pattern> { ["morning"] = new("HOURLY", Morning) },
        }, _ => new AssetKey(++keys));
        return (network, new FlowField(network));
    }
}
