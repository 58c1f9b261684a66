using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Host.Playback;

/// <summary>The flows of a network at a past moment, from what was measured before it and known by then.</summary>
internal sealed class PastFlows(PastStates states, IHistory history)
{
    /// <summary>A pump's flow is its mean over its cycles, so that the readings of some cycles are needed; of the rest the newest says all.</summary>
    private const int PumpReadings = 1_000;

    /// <summary>Null where there is no such network.</summary>
    public async Task<(CompiledNetwork Network, FlowState Flows)?> At(string network, Instant asOf, CancellationToken cancel)
    {
        if (await states.At(network, asOf, cancel) is not { } fold) return null;
        var flows = new FlowField(fold.Network);
        var oldest = asOf - LiveNetwork.MeasurementLife;
        foreach (var (key, asset) in fold.Assets)
            foreach (var reading in asset.Latest)
            {
                if (reading.At < oldest || (reading.Quantity != Quantity.Flow && reading.Quantity != Quantity.Level)) continue;
                if (asset.Profile.Kind == Domain.Assets.AssetKind.PumpStation && reading.Quantity == Quantity.Flow)
                    foreach (var known in await history.Read(asset.Profile.Asset, reading.Quantity, oldest, reading.At, asOf, PumpReadings, cancel))
                        flows.Observe(asset.Profile.Asset, reading.Quantity, known.Reading.Value, known.Reading.At);
                flows.Observe(new Domain.Assets.AssetKey(key), reading.Quantity, reading.Value, reading.At);
            }
        flows.Recompute();
        return (fold.Network, flows.Current);
    }
}
