using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Which conduits join at a node, and where its water goes first.</summary>
internal sealed class PipeGraph
{
    private readonly int[] _start, _conduit;

    public PipeGraph(HydraulicModel model)
    {
        _start = new int[model.NodeCount + 1];
        foreach (var n in model.From.Concat(model.To)) _start[n + 1]++;
        for (var n = 0; n < model.NodeCount; n++) _start[n + 1] += _start[n];
        _conduit = new int[_start[^1]];
        var at = _start.ToArray();
        for (var i = 0; i < model.ConduitCount; i++)
        {
            _conduit[at[model.From[i]]++] = i;
            _conduit[at[model.To[i]]++] = i;
        }
        Next = [.. Enumerable.Repeat(-1, model.NodeCount)];
        var rank = new double[model.NodeCount];
        Array.Fill(rank, double.NegativeInfinity);
        for (var l = 0; l < model.Network.Links.Count; l++)
        {
            var (conduit, device) = (model.ConduitOfLink[l], model.DeviceOfLink[l]);
            if (conduit < 0 && device < 0) continue;
            // As drawn, which is the way by design; of several ways out the lowest is the one that dry weather takes. Weirs and other overflows lie higher.
            var (from, to) = (model.Network.Links[l].From, model.Network.Links[l].To);
            var height = conduit >= 0 ? Math.Max(0, model.Network.Links[l].FromOffset)
                : model.Devices[device].Kind == DeviceKind.Pump ? 0.01 : Math.Max(0.02, model.Devices[device].Crest - model.Invert[from]);
            if (-height <= rank[from]) continue;
            (rank[from], Next[from]) = (-height, to);
        }
    }

    /// <summary>By node; −1 where no water leaves.</summary>
    public int[] Next { get; }

    public ReadOnlySpan<int> ConduitsAt(int node) => _conduit.AsSpan(_start[node].._start[node + 1]);
}
