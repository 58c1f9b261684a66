using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Travel times of links from their flows: Manning part-full for gravity, V = Q/A where always full; and the stay in tanks and plants.</summary>
/// <remarks>A link's time is its time when just full, times a slowness from a table of Q/Q_full: no division in the pass over a million links.</remarks>
internal sealed class LinkTravel
{
    private readonly CompiledNetwork _network;
    private readonly HydraulicSettings _settings;
    private readonly int[] _stays;
    /// <summary>By stay: depth of water in dry weather, m.</summary>
    private readonly float[] _standing;
    /// <summary>By link: 1/Q_full, and seconds when just full.</summary>
    private readonly float[] _shareOfFlow, _fullSeconds;

    public LinkTravel(CompiledNetwork network)
    {
        (_network, _settings) = (network, network.Settings);
        _stays = [.. Enumerable.Range(0, network.NodeCount).Where(n => StorageVolume.Stores(network, n) || IsPlant(network.Nodes.Kind[n]))];
        _standing = Array.ConvertAll(_stays, node => StandingDepth(network, node));
        (_shareOfFlow, _fullSeconds) = (new float[network.LinkCount], new float[network.LinkCount]);
        for (var link = 0; link < network.LinkCount; link++)
        {
            var (flow, length) = (network.Links.FullFlow[link], network.Links.Length[link]);
            _shareOfFlow[link] = 1 / flow;
            _fullSeconds[link] = length * network.Links.FullArea[link] / flow;
        }
    }

    /// <summary>Sets a link's times for a flow.</summary>
    /// <param name="leastShare">Of Q_full; from a level. 0 where only the flow counts.</param>
    public void Time(FlowState state, int link, float flow, float leastShare = 0)
    {
        var kind = _network.Links.Conduit[link];
        if (kind == ConduitKind.Device)
        {
            state.WaterSeconds[link] = state.WaveSeconds[link] = (float)_settings.DeviceSeconds;
            return;
        }
        float length = _network.Links.Length[link], share = Math.Max(leastShare, flow * _shareOfFlow[link]), seconds, wave;
        float least = length / (float)_settings.MaximumVelocity, most = length / (float)_settings.MinimumVelocity;
        if (kind == ConduitKind.Pressurised || share >= 1)
        {
            seconds = _fullSeconds[link] / share; // Endless where nothing flows; the floor on velocity ends it.
            wave = length / (float)(kind == ConduitKind.Pressurised ? _settings.PressureWaveSpeed : _settings.SurchargedWaveSpeed);
        }
        else
        {
            var (slowness, slownessOfWave) = (kind == ConduitKind.Gravity ? PartialFlow.Circular : PartialFlow.WideChannel).Slowness(share);
            seconds = _fullSeconds[link] * slowness;
            wave = Math.Min(seconds, most) * slownessOfWave;
        }
        seconds = Math.Min(Math.Max(seconds, least), most);
        state.WaterSeconds[link] = seconds;
        state.WaveSeconds[link] = Math.Min(wave, seconds);
    }

    /// <summary>After the flows are set: lets measured levels and the stays in tanks and plants count in.</summary>
    public void Adjust(FlowState state, float[] measuredFlow, IEnumerable<int> measuredDepths, float[] depth)
    {
        foreach (var link in state.Adjusted) Time(state, link, state.LinkFlow[link]);
        state.Adjusted.Clear();
        // Where only a level is known, it tells how full the pipes that leave are.
        foreach (var node in measuredDepths)
            for (var link = _network.Nodes.DownStart[node]; link < _network.Nodes.DownStart[node + 1]; link++)
                if (float.IsNaN(measuredFlow[link]) && _network.Links.Conduit[link] is ConduitKind.Gravity or ConduitKind.OpenChannel)
                {
                    Time(state, link, state.LinkFlow[link], ShareOfLevel(link, depth[node]));
                    state.Adjusted.Add(link);
                }
        AddStays(state, depth);
    }

    /// <summary>A tank mixes and delays by what it holds; a wave passes an in-line tank's surface at once, a plant keeps both back.</summary>
    private void AddStays(FlowState state, float[] depth)
    {
        for (var i = 0; i < _stays.Length; i++)
        {
            var node = _stays[i];
            var kind = _network.Nodes.Kind[node];
            var level = float.IsNaN(depth[node]) ? _standing[i] : depth[node];
            var stay = kind == AssetKind.TreatmentPlant || kind == AssetKind.ReclaimedPlant ? (float)PlantRetention.Seconds(_network, node, state.NodeFlow[node])
                : (float)Math.Min(_settings.MaximumResidenceSeconds, StorageVolume.Of(_network, node, level) / Math.Max(state.NodeFlow[node], 1e-6f));
            state.Residence[node] = stay;
            for (var link = _network.Nodes.DownStart[node]; link < _network.Nodes.DownStart[node + 1]; link++)
            {
                state.WaterSeconds[link] += stay;
                if (IsPlant(kind)) state.WaveSeconds[link] += stay;
                state.Adjusted.Add(link);
            }
        }
    }

    /// <summary>The depth that its way out keeps at the daily mean flow.</summary>
    private static float StandingDepth(CompiledNetwork network, int node) =>
        network.Nodes.MainLink[node] is >= 0 and var main ? (float)(WaterSurface.ExitDepth(network, main, network.Links.DryFlow[main])) : (float)network.Settings.StorageDepth;

    /// <summary>Normal depth: Q/Q_full of a fill. Above 85 % the flow of a depth is two-valued and the pipe counts as full.</summary>
    private float ShareOfLevel(int link, float depth)
    {
        var fill = (depth - _network.Links.FromOffset[link]) / _network.Links.Height[link];
        return fill >= _settings.FullFillRatio ? 1
            : _network.Links.Conduit[link] == ConduitKind.Gravity ? (float)CircularSection.FlowRatio(fill) : MathF.Pow(Math.Max(0, fill), 5f / 3);
    }

    private static bool IsPlant(AssetKind kind) => kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;
}
