using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Travel times of all links from their flows: Manning part-full for gravity, V = Q/A where always full.</summary>
internal sealed class LinkTravel(CompiledNetwork network)
{
    private readonly HydraulicSettings _settings = network.Settings;
    private readonly int[] _stays = [.. Enumerable.Range(0, network.NodeCount).Where(n => network.Nodes.StorageArea[n] > 0 || IsPlant(network.Nodes.Kind[n]))];

    public void Fill(FlowState state, float[] measuredFlow, float[] depth)
    {
        var links = network.Links;
        ReadOnlySpan<ConduitKind> conduit = links.Conduit.AsSpan();
        ReadOnlySpan<float> length = links.Length.AsSpan(), area = links.FullArea.AsSpan(), fullFlow = links.FullFlow.AsSpan(), height = links.Height.AsSpan();
        ReadOnlySpan<int> from = links.From.AsSpan();
        float slowest = (float)_settings.MinimumVelocity, fastest = (float)_settings.MaximumVelocity;
        float surcharged = (float)_settings.SurchargedWaveSpeed, pressure = (float)_settings.PressureWaveSpeed;
        float device = (float)_settings.DeviceSeconds, full = (float)_settings.FullFillRatio;
        var cellsPerMetre = 1 / (float)_settings.MixingLength;
        var (circular, channel) = (PartialFlow.Circular, PartialFlow.WideChannel);
        for (var link = 0; link < conduit.Length; link++)
        {
            var flow = state.LinkFlow[link];
            float velocity, wave;
            switch (conduit[link])
            {
                case ConduitKind.Device:
                    state.WaterSeconds[link] = state.WaveSeconds[link] = device;
                    state.Spread[link] = 0;
                    continue;
                case ConduitKind.Pressurised:
                    velocity = flow / area[link];
                    wave = pressure;
                    break;
                default:
                    var table = conduit[link] == ConduitKind.Gravity ? circular : channel;
                    var share = flow / fullFlow[link];
                    if (!float.IsNaN(depth[from[link]]) && float.IsNaN(measuredFlow[link]))
                    {
                        var fill = (depth[from[link]] - links.FromOffset[link]) / height[link];
                        share = Math.Max(share, fill >= full ? 1 : (float)ShareOfFill(conduit[link], fill));
                    }
                    var fullVelocity = fullFlow[link] / area[link];
                    velocity = share >= 1 ? fullVelocity * Math.Max(1, flow / fullFlow[link]) : fullVelocity * table.VelocityRatio(share);
                    wave = share >= 1 ? surcharged : velocity * table.CelerityRatio(share);
                    break;
            }
            velocity = Math.Clamp(velocity, slowest, fastest);
            var seconds = length[link] / velocity;
            state.WaterSeconds[link] = seconds;
            state.Spread[link] = seconds * seconds / Math.Max(1, length[link] * cellsPerMetre);
            state.WaveSeconds[link] = length[link] / Math.Max(wave, velocity);
        }
        AddStays(state, depth);
    }

    /// <summary>A tank mixes and delays; a wave passes an in-line tank's surface at once, a plant keeps both back.</summary>
    private void AddStays(FlowState state, float[] depth)
    {
        foreach (var node in _stays)
        {
            var kind = network.Nodes.Kind[node];
            var flow = state.NodeFlow[node];
            var level = float.IsNaN(depth[node]) ? (float)_settings.StorageDepth : depth[node];
            var stay = kind == AssetKind.TreatmentPlant ? (float)_settings.TreatmentPlantSeconds
                : kind == AssetKind.ReclaimedPlant ? (float)_settings.ReclaimedPlantSeconds
                : (float)Math.Min(_settings.MaximumResidenceSeconds, network.Nodes.StorageArea[node] * level / Math.Max(flow, 1e-6f));
            state.Residence[node] = stay;
            for (var link = network.Nodes.DownStart[node]; link < network.Nodes.DownStart[node + 1]; link++)
            {
                state.WaterSeconds[link] += stay;
                state.Spread[link] += stay * stay;
                if (IsPlant(kind)) state.WaveSeconds[link] += stay;
            }
        }
    }

    private static double ShareOfFill(ConduitKind conduit, double fill) =>
        conduit == ConduitKind.Gravity ? CircularSection.FlowRatio(fill) : Math.Pow(Math.Max(0, fill), 5.0 / 3);

    private static bool IsPlant(AssetKind kind) => kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;
}
