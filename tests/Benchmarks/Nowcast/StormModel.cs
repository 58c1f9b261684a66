using Benchmarks.Load;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Swmm;

namespace Benchmarks.Nowcast;

/// <summary>Bellinge's model for forecasts, as imported or made wrong on purpose, and the rain of the storm.</summary>
internal sealed class StormModel
{
    private readonly NetworkPart _part;
    private readonly SwmmRun _run;

    public StormModel(Network network)
    {
        _part = NetworkParts.Of(network).Parts[0];
        using var plan = Bellinge.OpenPlan();
        _run = SwmmRun.Read(plan);
    }

    public DateTime Start => _run.Input.Start;
    public IReadOnlyDictionary<string, RainSeries> Rain => _run.Input.Rain;

    /// <param name="paved">Factor on paved land.</param>
    /// <param name="roughness">Factor on all pipes.</param>
    public LiveModel Build(double paved = 1, double roughness = 1) => LiveModel.Build(_part with
    {
        Network = _part.Network with
        {
            Links = [.. _part.Network.Links.Select(l => l with { Roughness = l.Roughness * roughness })],
            Subcatchments = [.. _part.Network.Subcatchments.Select(s => s with { PercentImpervious = s.PercentImpervious * paved })],
        },
    }, _run.Input);
}
