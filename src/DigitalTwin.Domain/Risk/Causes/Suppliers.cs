using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk.Causes;

/// <summary>Which reclaimed plant feeds an intake: the nearest upstream by travel time. Found once for each; not safe for two threads at once.</summary>
public sealed class Suppliers(CompiledNetwork network, FlowState flows)
{
    private readonly Dictionary<AssetKey, AssetKey?> _known = [];

    /// <summary>Null for what is no intake, and where no reclaimed plant lies upstream.</summary>
    public AssetKey? Of(AssetKey asset)
    {
        if (_known.TryGetValue(asset, out var known)) return known;
        if (!network.TryFind(asset, out var element) || network.KindOf(element) != AssetKind.ReuseIntake) return null;
        AssetKey? found = null;
        foreach (var step in NetworkTrace.Run(network, flows, element, TraceDirection.Upstream).Steps())
            if (network.KindOf(step.Element) == AssetKind.ReclaimedPlant)
            {
                found = network.KeyOf(step.Element);
                break;
            }
        return _known[asset] = found;
    }
}
