namespace DigitalTwin.Simulation.City.Sewers;

/// <summary>How water leaves a node of a <see cref="SewerTree"/>.</summary>
internal enum Conveyance : byte
{
    /// <summary>By a pipe that runs downhill.</summary>
    Gravity,
    /// <summary>By pumps, up to the next node.</summary>
    Lift,
    /// <summary>By a main under pressure, laid at cover depth.</summary>
    Pressure,
    /// <summary>By a throttle that lets only a multiple of the dry flow pass; the rest of the rain spills.</summary>
    Throttle,
    /// <summary>It ends here.</summary>
    End,
}

/// <summary>Sewers as a forest: each node drains to one next node. Computes design flows, sizes and inverts.</summary>
/// <remarks>Used twice: over crossings, to find where pumps are needed, and over manholes, for what is built.</remarks>
internal sealed class SewerTree(int count, DesignTable table)
{
    private const double DropIntoWell = 2.6;
    private readonly int[] _size = new int[count];
    private int[] _order = [];

    public readonly int[] Next = NewFilled(count, -1);
    public readonly Conveyance[] Way = new Conveyance[count];
    /// <summary>To the next node, m.</summary>
    public readonly double[] Length = new double[count];
    public readonly double[] Ground = new double[count];
    /// <summary>Mean dry-weather flow that enters here, m³/s.</summary>
    public readonly double[] DryFlow = new double[count];
    /// <summary>Land that drains rain to here, m².</summary>
    public readonly double[] RainArea = new double[count];

    /// <summary>All dry flow through the node, m³/s.</summary>
    public readonly double[] MeanFlow = new double[count];
    /// <summary>Design flow of the pipe that leaves the node, m³/s.</summary>
    public readonly double[] DesignFlow = new double[count];
    /// <summary>Whether rain of combined land comes through.</summary>
    public readonly bool[] CarriesRain = new bool[count];
    public readonly double[] Invert = new double[count];
    /// <summary>Elevation at which the leaving pipe starts and where it arrives at the next node, m.</summary>
    public readonly double[] StartElevation = new double[count];
    public readonly double[] EndElevation = new double[count];

    public int Diameter(int node) => table.Diameter(_size[node]);
    /// <summary>More than 1 only at the largest size.</summary>
    public int Barrels(int node) => _size[node] < table.Sizes - 1 || Length[node] <= 0 ? 1
        : table.BarrelsFor(DesignFlow[node], (StartElevation[node] - EndElevation[node]) / Length[node], _size[node], mayRunFull: CarriesRain[node]);

    /// <summary>Upstream before downstream.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Sizes and lays everything as <see cref="Way"/> says.</summary>
    public void Compute()
    {
        if (_order.Length == 0) Sort();
        Accumulate();
        Lay(double.PositiveInfinity, []);
        // A pipe that arrives deep runs flatter than its street: size it for the slope that it got, and lay again.
        Enlarge();
        Lay(double.PositiveInfinity, []);
    }

    private void Enlarge()
    {
        foreach (var i in _order)
        {
            if (Way[i] is not (Conveyance.Gravity or Conveyance.Throttle)) continue;
            var slope = (StartElevation[i] - EndElevation[i]) / Math.Max(1, Length[i]);
            _size[i] = table.SizeFor(DesignFlow[i], slope, _size[i], mayRunFull: CarriesRain[i] && Way[i] != Conveyance.Throttle);
            if (Way[i] == Conveyance.Gravity && Next[i] >= 0 && Way[Next[i]] == Conveyance.Gravity) _size[Next[i]] = Math.Max(_size[Next[i]], _size[i]);
        }
    }

    /// <summary>Lays again, turning every eligible node that would lie deeper than <paramref name="deepest"/> m into a pressure main; returns how many.</summary>
    public int LayWithLifts(double deepest, bool[] eligible)
    {
        for (var i = 0; i < count; i++)
            if (Way[i] == Conveyance.Pressure) Way[i] = Conveyance.Gravity;
        Lay(deepest, eligible);
        return Way.Count(w => w == Conveyance.Pressure);
    }

    private void Sort()
    {
        var waiting = new int[count];
        foreach (var next in Next)
            if (next >= 0) waiting[next]++;
        _order = new int[count];
        var (done, head) = (0, 0);
        for (var i = 0; i < count; i++)
            if (waiting[i] == 0) _order[done++] = i;
        while (head < done)
            if (Next[_order[head++]] is >= 0 and var next && --waiting[next] == 0) _order[done++] = next;
        if (done != count) throw new InvalidOperationException("Sewers run in a circle.");
    }

    private void Accumulate()
    {
        var held = new double[count];
        var area = new double[count];
        Array.Clear(CarriesRain);
        DryFlow.CopyTo(MeanFlow, 0);
        RainArea.CopyTo(area, 0);
        Array.Fill(_size, 0);
        foreach (var i in _order)
        {
            // Behind a throttle, the flow that it lets pass; in front of it, the rain itself.
            var dry = table.PeakOf(MeanFlow[i] - held[i]) + held[i] * (1 + table.InterceptionRatio);
            var isThrottle = Way[i] == Conveyance.Throttle;
            if (isThrottle) (held[i], area[i]) = (MeanFlow[i], 0);
            CarriesRain[i] |= area[i] > 0 || held[i] > 0;
            DesignFlow[i] = isThrottle ? held[i] * (1 + table.InterceptionRatio) : dry + area[i] * table.StormFlowPerSquareMetre;
            if (Way[i] == Conveyance.Gravity || isThrottle)
                _size[i] = table.SizeFor(DesignFlow[i], (Ground[i] - Ground[Math.Max(0, Next[i])]) / Math.Max(1, Length[i]), isThrottle ? 1 : _size[i], area[i] > 0);
            if (Next[i] is not (>= 0 and var next)) continue;
            MeanFlow[next] += MeanFlow[i];
            held[next] += held[i];
            area[next] += area[i];
            CarriesRain[next] |= CarriesRain[i];
            if (Way[i] == Conveyance.Gravity) _size[next] = Math.Max(_size[next], _size[i]);
        }
    }

    private void Lay(double deepest, bool[] eligible)
    {
        for (var i = 0; i < count; i++) Invert[i] = Ground[i] - table.Cover - Diameter(i) / 1000.0;
        foreach (var i in _order)
        {
            var next = Next[i];
            if (next < 0) continue;
            if (Ground[i] - Invert[i] > deepest && eligible[i]) Way[i] = Conveyance.Pressure;
            StartElevation[i] = Invert[i];
            switch (Way[i])
            {
                case Conveyance.Gravity or Conveyance.Throttle:
                    var shallowest = Ground[next] - table.Cover - Diameter(i) / 1000.0;
                    EndElevation[i] = Math.Min(Invert[i] - Length[i] * table.LeastSlope(_size[i]), shallowest);
                    var crownsMeet = EndElevation[i] - Math.Max(0, Diameter(next) - Diameter(i)) / 1000.0;
                    Invert[next] = Math.Min(Invert[next], crownsMeet - (Way[next] == Conveyance.Lift ? DropIntoWell : 0));
                    break;
                default: // Under pressure it arrives at cover depth, wherever it comes from.
                    EndElevation[i] = Invert[next];
                    break;
            }
        }
        // A pressure main may end in a manhole that gravity sewers made deeper.
        foreach (var i in _order)
            if (Next[i] >= 0 && Way[i] is Conveyance.Pressure or Conveyance.Lift) EndElevation[i] = Math.Max(Invert[Next[i]], Ground[Next[i]] - table.Cover - 0.5);
    }

    private static int[] NewFilled(int length, int value)
    {
        var array = new int[length];
        Array.Fill(array, value);
        return array;
    }
}
