using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Tests.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Forecast;

/// <summary>A street of five manholes with houses and pavement, down to a plant; rain of one gauge.</summary>
internal static class Town
{
    public static readonly DateTime Start = new(2024, 7, 1, 6, 0, 0);

    public static Network Street(double paved = 100, double designFlow = 0)
    {
        var sewer = new TestSewer();
        for (var i = 0; i < 5; i++) sewer.Manhole($"m{i}", 10 - 0.4 * i, 2.5);
        sewer.Outfall("plant", 8);
        for (var i = 0; i < 4; i++) sewer.Pipe($"m{i}", $"m{i + 1}", 80, 0.4);
        return Peopled(sewer.Pipe("m4", "plant", 80, 0.4).Build(), paved, designFlow);
    }

    /// <summary>Every manhole gets dry-weather flow and land; the outfall is a plant.</summary>
    public static Network Peopled(Network network, double paved = 100, double designFlow = 0, double area = 4_000) => network with
    {
        Nodes = [.. network.Nodes.Select(n => n.Kind == AssetKind.Outfall ? n with { Kind = AssetKind.TreatmentPlant, DesignFlow = designFlow }
            : n.Kind == AssetKind.Manhole ? n with { DryWeatherInflow = 0.002, Region = "old town" } : n)],
        Subcatchments =
        [
            .. network.Nodes.Where(n => n.Kind == AssetKind.Manhole).Select(n => new Subcatchment
            {
                LocalId = "land " + n.LocalId, Outlet = n.LocalId, RainGauge = "g", Area = area, PercentImpervious = paved, Width = 60, Slope = 0.01,
                Parameters = new Dictionary<string, string> { ["N-Imperv"] = "0.015", ["S-Imperv"] = "1", ["N-Perv"] = "0.2", ["S-Perv"] = "5", ["MaxRate"] = "60", ["MinRate"] = "10", ["Decay"] = "4", ["DryTime"] = "7" },
            }),
        ],
    };

    public static LiveModel Model(Network network) => LiveModel.Build(NetworkParts.Of(network).Parts[0]);

    /// <summary>Even rain between two minutes after the start.</summary>
    public static Dictionary<string, RainSeries> Rain(double millimetresPerHour, int from = 0, int to = 600) =>
        new() { ["g"] = new RainSeries(Enumerable.Range(from, to - from).Select(m => (Start.AddMinutes(m), millimetresPerHour)), TimeSpan.FromMinutes(1)) };

    public static readonly IReadOnlyDictionary<string, RainSeries> Dry = new Dictionary<string, RainSeries> { ["g"] = RainSeries.None };

    public static GaugeReading Level(string asset, int minute, double value, bool isUsable = true) => new(asset, Quantity.Level, Start.AddMinutes(minute), value, isUsable);

    public static EstimatedState DryState(LiveModel model, int hours = 3)
    {
        var estimator = new StateEstimator(model, Start.AddHours(-hours));
        estimator.Advance(Start, Dry, []);
        return estimator.State;
    }
}
