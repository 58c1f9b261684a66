using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Travel times of all links from their flows: Manning part-full for gravity, V = Q/A where always full.</summary>
/// <remarks>A link's time is its time when just full, times a slowness from a table of Q/Q_full: no division in the pass over a million links.</remarks>
internal sealed class LinkTravel
{
    private readonly CompiledNetwork _network;
    private readonly HydraulicSettings _settings;
    private readonly int[] _stays;
    /// <summary>By link: 1/Q_full, and seconds when just full.</summary>
    private readonly float[] _shareOfFlow, _fullSeconds;

    public LinkTravel(CompiledNetwork network)
    {
        (_network, _settings) = (network, network.Settings);
        _stays = [.. Enumerable.Range(0, network.NodeCount).Where(n => network.Nodes.StorageArea[n] > 0 || IsPlant(network.Nodes.Kind[n]))];
        (_shareOfFlow, _fullSeconds) = (new float[network.LinkCount], new float[network.LinkCount]);
        for (var link = 0; link < network.LinkCount; link++)
        {
            var (flow, length) = (network.Links.FullFlow[link], network.Links.Length[link]);
            _shareOfFlow[link] = 1 / flow;
            _fullSeconds[link] = length * network.Links.FullArea[link] / flow;
        }
    }

    public void Fill(FlowState state, float[] measuredFlow, IEnumerable<int> measuredDepths, float[] depth)
    {
        Pass(state, 0, _fullSeconds.Length, 0);
        // Where only a level is known, it tells how full the pipes that leave are.
        foreach (var node in measuredDepths)
            for (var link = _network.Nodes.DownStart[node]; link < _network.Nodes.DownStart[node + 1]; link++)
                if (float.IsNaN(measuredFlow[link]) && _network.Links.Conduit[link] is ConduitKind.Gravity or ConduitKind.OpenChannel)
                {
                    state.TimedFlow[link] = float.NaN;
                    Pass(state, link, link + 1, ShareOfLevel(link, depth[node]));
                }
        AddStays(state, depth);
    }

    /// <param name="leastShare">Of Q_full; from a level. 0 where only the flow counts.</param>
    private void Pass(FlowState state, int first, int end, float leastShare)
    {
        ReadOnlySpan<ConduitKind> conduit = _network.Links.Conduit.AsSpan();
        ReadOnlySpan<float> lengths = _network.Links.Length.AsSpan(), fullSeconds = _fullSeconds, shareOfFlow = _shareOfFlow, flow = state.LinkFlow;
        Span<float> water = state.WaterSeconds, waves = state.WaveSeconds, timed = state.TimedFlow;
        float device = (float)_settings.DeviceSeconds, least = 1 / (float)_settings.MaximumVelocity, most = 1 / (float)_settings.MinimumVelocity;
        float pressure = 1 / (float)_settings.PressureWaveSpeed, surcharged = 1 / (float)_settings.SurchargedWaveSpeed;
        var (circular, channel) = (PartialFlow.Circular, PartialFlow.WideChannel);
        for (var link = first; link < end; link++)
        {
            if (flow[link] == timed[link]) continue; // Most flows stay as they were between two passes.
            timed[link] = leastShare > 0 ? float.NaN : flow[link];
            float length = lengths[link], share = Math.Max(leastShare, flow[link] * shareOfFlow[link]), seconds, wave;
            var kind = conduit[link];
            if (kind == ConduitKind.Device)
            {
                water[link] = waves[link] = device;
                continue;
            }
            if (kind == ConduitKind.Pressurised || share >= 1)
            {
                seconds = fullSeconds[link] / share; // Endless where nothing flows; the floor on velocity ends it.
                wave = length * (kind == ConduitKind.Pressurised ? pressure : surcharged);
            }
            else
            {
                var (slowness, slownessOfWave) = (kind == ConduitKind.Gravity ? circular : channel).Slowness(share);
                seconds = fullSeconds[link] * slowness;
                wave = Math.Min(seconds, length * most) * slownessOfWave;
            }
            seconds = Math.Min(Math.Max(seconds, length * least), length * most);
            water[link] = seconds;
            waves[link] = Math.Min(wave, seconds);
        }
    }

    /// <summary>A tank mixes and delays; a wave passes an in-line tank's surface at once, a plant keeps both back.</summary>
    private void AddStays(FlowState state, float[] depth)
    {
        foreach (var node in _stays)
        {
            var kind = _network.Nodes.Kind[node];
            var level = float.IsNaN(depth[node]) ? (float)_settings.StorageDepth : depth[node];
            var stay = kind == AssetKind.TreatmentPlant ? (float)_settings.TreatmentPlantSeconds
                : kind == AssetKind.ReclaimedPlant ? (float)_settings.ReclaimedPlantSeconds
                : (float)Math.Min(_settings.MaximumResidenceSeconds, _network.Nodes.StorageArea[node] * level / Math.Max(state.NodeFlow[node], 1e-6f));
            state.Residence[node] = stay;
            for (var link = _network.Nodes.DownStart[node]; link < _network.Nodes.DownStart[node + 1]; link++)
            {
                state.WaterSeconds[link] += stay;
                state.TimedFlow[link] = float.NaN;
                if (IsPlant(kind)) state.WaveSeconds[link] += stay;
            }
        }
    }

    /// <summary>Normal depth: Q/Q_full of a fill. Above 85 % the flow of a depth is two-valued and the pipe counts as full.</summary>
    private float ShareOfLevel(int link, float depth)
    {
        var fill = (depth - _network.Links.FromOffset[link]) / _network.Links.Height[link];
        return fill >= _settings.FullFillRatio ? 1
            : _network.Links.Conduit[link] == ConduitKind.Gravity ? (float)CircularSection.FlowRatio(fill) : MathF.Pow(Math.Max(0, fill), 5f / 3);
    }

    private static bool IsPlant(AssetKind kind) => kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;
}
