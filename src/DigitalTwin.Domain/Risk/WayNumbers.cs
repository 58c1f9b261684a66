using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Works out the numbers of each leg of a propagation, on the flows it was computed with.</summary>
internal sealed class WayNumbers(CompiledNetwork network, FlowState flows, PropagationSettings settings, Propagation propagation)
{
    private readonly bool _isMatter = propagation.IsMatter();
    private readonly double _rate = settings.DecayOf(propagation.Cause.Quantity);

    public int Previous(bool upstream, int step) => propagation.At(upstream, step).Previous;

    public WarningLeg Leg(bool upstream, int step, int previous)
    {
        var (node, via, before) = propagation.At(upstream, step);
        var link = via >= 0 ? network.KeyOf(NetworkElement.Link(via)) : default;
        var place = network.KeyOf(NetworkElement.Node(node));
        if (upstream) return new WarningLeg(place, link, previous, 0, 0, via >= 0 ? flows.LinkFlow[via] : 0, 1, 1, flows.NodeFlow[node], propagation.Elevation(step));
        var reached = propagation.Reached[step];
        var through = _isMatter ? MatterTransport.Passing(network, flows, node) : flows.NodeFlow[node];
        if (before < 0)
        {
            var (middle, deviation) = _isMatter ? MatterTransport.Front(reached.First, reached.Peak, (float)settings.FrontQuantile) : (reached.First, 0);
            return new WarningLeg(place, link, previous, Rounded(middle / 60), Rounded(deviation / 60), via >= 0 ? flows.LinkFlow[via] : 0, 1, 1, through, reached.Value);
        }
        var upper = network.Links.From[via];
        double stay = flows.Residence[upper], seconds = _isMatter ? flows.WaterSeconds[via] : flows.WaveSeconds[via], travel = flows.WaterSeconds[via] - stay;
        if (_isMatter && propagation.At(false, before).Previous < 0 && MatterTransport.IsEffluent(network, propagation.Cause, propagation.Start)) (seconds, stay) = (travel, 0);
        var spread = _isMatter ? Math.Sqrt(travel * travel * network.Links.MixingShare[via] + stay * stay) : 0;
        var share = MatterTransport.ShareOf(network, flows, upper, via);
        var decay = _isMatter ? Math.Exp(-_rate * seconds) * MatterTransport.PassOf(network, settings, propagation.Cause, upper, isStart: propagation.At(false, before).Previous < 0) : 1;
        return new WarningLeg(place, link, previous, Rounded(seconds / 60), Rounded(spread / 60), flows.LinkFlow[via], Rounded(share), (float)decay, through, reached.Value, _isMatter ? Rounded(stay / 60) : 0);
    }

    /// <summary>Five significant digits say all and are short to store.</summary>
    private static float Rounded(double value) => value == 0 || !double.IsFinite(value) ? 0 : (float)Math.Round(value, Math.Clamp(4 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
