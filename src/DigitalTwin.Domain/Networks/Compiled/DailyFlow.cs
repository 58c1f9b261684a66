namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Dry-weather flow of every node through the day: what enters follows its pattern, and passes farther down later and flatter.</summary>
/// <remarks>
/// For each pattern a node keeps the mean flow that has it, and the mean and variance of the time that its waves took to get here (moments add
/// along the way and mix by flow). The flow at an hour is the pattern seen through a window of that lag and width. Tanks and pumps that hold a
/// rhythm back are not followed: their wave passes at once.
/// </remarks>
internal sealed class DailyFlow
{
    private const double Hour = 3600, Day = 86_400;
    private readonly CompiledNetwork _network;
    private readonly DailyShape[] _shapes;
    private readonly float[][] _flow, _lag, _square;
    private readonly float[] _steady;

    public DailyFlow(CompiledNetwork network)
    {
        _network = network;
        _shapes = [.. network.Patterns.Select(p => new DailyShape(p.AsSpan()))];
        _steady = new float[network.NodeCount];
        float[][] Columns() => [.. _shapes.Select(_ => new float[network.NodeCount])];
        (_flow, _lag, _square) = (Columns(), Columns(), Columns());
        if (HasRhythm) Follow(new FlowField(network).Current.WaveSeconds);
    }

    /// <summary>Whether any inflow varies over the day.</summary>
    public bool HasRhythm => _shapes.Length > 0;

    /// <summary>m³/s that pass a node in dry weather.</summary>
    /// <param name="hour">Local hour of the day, any number of days on; NaN for the daily mean.</param>
    public double At(int node, double hour)
    {
        double flow = _steady[node];
        for (var p = 0; p < _shapes.Length; p++)
        {
            double own = _flow[p][node];
            if (own == 0) continue;
            double lag = _lag[p][node], variance = Math.Max(0, _square[p][node] - lag * lag);
            flow += double.IsNaN(hour) ? own : own * _shapes[p].Mean(hour * Hour - lag, Math.Sqrt(12 * variance));
        }
        return Math.Max(0, flow);
    }

    /// <summary>What must enter each node at an hour so that these flows come about, m³/s; below zero where passing water fills the sewer.</summary>
    public void FillLateral(double hour, float[] lateral)
    {
        Array.Clear(lateral);
        for (var node = 0; node < lateral.Length; node++)
        {
            var passing = (float)At(node, hour);
            lateral[node] = passing - lateral[node]; // Until here it held what arrives from above.
            for (var link = _network.Nodes.DownStart[node]; link < _network.Nodes.DownStart[node + 1]; link++)
                if (_network.Links.To[link] is var to && to > node) lateral[to] += passing * _network.Links.DryShare[link];
        }
    }

    private void Follow(float[] waveSeconds)
    {
        var (nodes, links) = (_network.Nodes, _network.Links);
        for (var node = 0; node < _steady.Length; node++)
        {
            var pattern = nodes.Pattern[node];
            if (pattern < 0) _steady[node] += nodes.DryInflow[node];
            else Add(pattern, node, nodes.DryInflow[node], 0, 0);
            for (var link = nodes.DownStart[node]; link < nodes.DownStart[node + 1]; link++)
            {
                var (to, share, wave) = (links.To[link], links.DryShare[link], waveSeconds[link]);
                if (to <= node || share <= 0) continue;
                _steady[to] += _steady[node] * share;
                for (var p = 0; p < _shapes.Length; p++)
                    if (_flow[p][node] is not 0 and var own)
                        Add(p, to, own * share, _lag[p][node] + wave, _square[p][node] + wave * (2 * _lag[p][node] + wave));
            }
        }
    }

    private void Add(int pattern, int node, float flow, float lag, float square)
    {
        ref var there = ref _flow[pattern][node];
        var total = there + flow;
        if (flow > 0 && total > 0) // What is withdrawn takes from all alike.
        {
            var weight = flow / total;
            _lag[pattern][node] += (lag - _lag[pattern][node]) * weight;
            _square[pattern][node] += (square - _square[pattern][node]) * weight;
        }
        there = total;
    }

    /// <summary>24 hourly multipliers that repeat, with means over any window.</summary>
    private sealed class DailyShape
    {
        private readonly double[] _multipliers;
        private readonly double[] _sum = new double[25];

        public DailyShape(ReadOnlySpan<double> multipliers)
        {
            _multipliers = multipliers.ToArray();
            for (var i = 0; i < 24; i++) _sum[i + 1] = _sum[i] + multipliers[i] * Hour;
        }

        /// <param name="middle">s of day, any day.</param>
        /// <param name="width">s.</param>
        public double Mean(double middle, double width) =>
            width < 60 ? _multipliers[(int)(Wrap(middle) / Hour) % 24] : (Sum(middle + width / 2) - Sum(middle - width / 2)) / width;

        private double Sum(double seconds)
        {
            var days = Math.Floor(seconds / Day);
            var rest = seconds - days * Day;
            var hour = Math.Min(23, (int)(rest / Hour));
            return days * _sum[24] + _sum[hour] + _multipliers[hour] * (rest - hour * Hour);
        }

        private static double Wrap(double seconds) => seconds - Math.Floor(seconds / Day) * Day;
    }
}
