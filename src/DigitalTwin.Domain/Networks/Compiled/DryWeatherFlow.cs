using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Where water goes when it does not rain, by mass balance alone.</summary>
/// <remarks>
/// Water leaves a node by its lowest exits: pipes share it as one level before them lets each carry, devices in proportion to capacity.
/// Weirs, raised pipes and pumps that start later get none while a lower exit is there.
/// Links that lead back in a loop carry none, so one pass in topological order is enough and no water is lost.
/// In a supplied (pressurised) network the withdrawals decide: they are summed upwards over pressurised links and shared by capacity where mains join.
/// A reclaimed plant draws what its users draw; what feeds it has that to give or not, so nothing is asked of sewers.
/// </remarks>
internal sealed class DryWeatherFlow
{
    private readonly int[] _downStart, _to;
    private readonly float[] _pull;

    /// <summary>By link: share of its upper node's flow.</summary>
    public float[] Share { get; }
    /// <summary>By link, m³/s.</summary>
    public float[] Flow { get; }
    public int[] MainLink { get; }

    public DryWeatherFlow(Network network, HydraulicSettings settings, int[] nodeOrder, int[] linkOrder, int[] downStart, int[] upStart, int[] upLink, int[] to, LinkGeometry geometry)
    {
        (_downStart, _to) = (downStart, to);
        Share = new float[to.Length];
        Flow = new float[to.Length];
        MainLink = new int[nodeOrder.Length];
        _pull = Withdrawals(network, nodeOrder, upStart, upLink, to, geometry);
        var through = new double[nodeOrder.Length];
        for (var node = 0; node < nodeOrder.Length; node++)
        {
            through[node] += Finite(network.Nodes[nodeOrder[node]].MeanInflow);
            if (through[node] < 0) through[node] = 0;
            SetShares(node, through[node], network, linkOrder, settings, geometry);
            MainLink[node] = Main(node, geometry);
            for (var l = downStart[node]; l < downStart[node + 1]; l++)
            {
                var flow = through[node] * Share[l];
                Flow[l] = (float)flow;
                if (to[l] > node) through[to[l]] += flow;
            }
        }
    }

    private float[] Withdrawals(Network network, int[] nodeOrder, int[] upStart, int[] upLink, int[] to, LinkGeometry geometry)
    {
        var pull = new float[to.Length];
        var wanted = new double[nodeOrder.Length];
        for (var node = nodeOrder.Length - 1; node >= 0; node--)
        {
            wanted[node] -= Math.Min(0, Finite(network.Nodes[nodeOrder[node]].MeanInflow));
            for (var l = _downStart[node]; l < _downStart[node + 1]; l++)
                if (to[l] > node && network.Nodes[nodeOrder[to[l]]].Kind != AssetKind.ReclaimedPlant) wanted[node] += pull[l];
            if (wanted[node] <= 0) continue;
            double capacity = 0;
            for (var k = upStart[node]; k < upStart[node + 1]; k++)
                if (Supplies(upLink[k])) capacity += geometry.FullFlow[upLink[k]];
            for (var k = upStart[node]; k < upStart[node + 1] && capacity > 0; k++)
                if (Supplies(upLink[k])) pull[upLink[k]] = (float)(wanted[node] * geometry.FullFlow[upLink[k]] / capacity);

            bool Supplies(int link) => geometry.Conduit[link] is ConduitKind.Pressurised or ConduitKind.Device && IsForward(link, node);
        }
        return pull;

        bool IsForward(int link, int node) => link < _downStart[node]; // Links are numbered by the node they leave.
    }

    private void SetShares(int node, double through, Network network, int[] linkOrder, HydraulicSettings settings, LinkGeometry geometry)
    {
        int first = _downStart[node], end = _downStart[node + 1];
        double pulled = 0;
        float lowest = float.MaxValue, lowestWeir = float.MaxValue;
        for (var l = first; l < end; l++)
        {
            if (_to[l] <= node) continue;
            pulled += _pull[l];
            if (_pull[l] > 0) continue;
            var link = network.Links[linkOrder[l]];
            if (link.Kind == AssetKind.Weir) lowestWeir = Math.Min(lowestWeir, geometry.FromOffset[l]);
            else lowest = Math.Min(lowest, ExitDepth(link, geometry.Sill[l]));
        }
        var onlyWeirs = lowest == float.MaxValue;
        var limit = (onlyWeirs ? lowestWeir : lowest) + (float)settings.ExitTolerance;
        var hasFree = !(onlyWeirs && lowestWeir == float.MaxValue);
        // What users draw goes to them first; what they leave, or all where nobody draws, goes by the free exits.
        var drawn = pulled <= 0 ? 0 : hasFree ? (through > 0 ? Math.Min(1, pulled / through) : 1) : 1;
        Span<double> taken = end - first <= 64 ? stackalloc double[end - first] : new double[end - first];
        double all = 0;
        for (var l = first; l < end; l++) taken[l - first] = IsFreeExit(l) ? geometry.FullFlow[l] : 0;
        if (!onlyWeirs && Count(taken) > 1) ExitLevel.Share(geometry, first, taken, through * (1 - drawn));
        foreach (var part in taken) all += part;
        for (var l = first; l < end; l++)
            Share[l] = _to[l] <= node ? 0
                : _pull[l] > 0 ? (float)(drawn * _pull[l] / pulled)
                : taken[l - first] > 0 ? (float)((1 - drawn) * taken[l - first] / all) : 0;

        static int Count(ReadOnlySpan<double> values) => values.Length - values.Count(0);

        bool IsFreeExit(int l)
        {
            if (_to[l] <= node || _pull[l] > 0) return false;
            var link = network.Links[linkOrder[l]];
            return (link.Kind == AssetKind.Weir) == onlyWeirs && ExitDepth(link, geometry.Sill[l]) <= limit;
        }
    }

    private static float ExitDepth(NetworkLink link, float offset) =>
        link.Kind == AssetKind.PumpStation && link.StartDepth > 0 ? (float)link.StartDepth : offset;

    private int Main(int node, LinkGeometry geometry)
    {
        var main = -1;
        for (var l = _downStart[node]; l < _downStart[node + 1]; l++)
            if (_to[l] > node && (main < 0 || Share[l] > Share[main] || (Share[l] == Share[main] && geometry.FullFlow[l] > geometry.FullFlow[main]))) main = l;
        return main;
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
