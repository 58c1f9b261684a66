using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Simulation.Process;

/// <summary>The pressurised mains behind the reclaimed plants: flow follows demand, head falls by Hazen–Williams, chlorine decays on the way.</summary>
/// <remarks>A ring is cut where both of its arms are at rest, so that each junction is fed by one pipe.</remarks>
internal sealed class ReclaimedMains
{
    private const double HazenWilliams = 120;
    private const double LeastPressureHead = 22;
    private const double PeakFactor = 1.8;
    private const double WeightOfWater = 9806.65;
    private readonly FlowModel _m;
    private readonly int[] _cells;
    private readonly int[] _feed;
    private readonly int[] _plantOf;
    private readonly double[] _head;
    private readonly double[] _groundHead;
    private readonly Dictionary<int, double> _headAtPlant = [];

    public ReclaimedMains(FlowModel model)
    {
        _m = model;
        _cells = model.CellsOf(CellKind.Reclaimed);
        (_feed, _plantOf) = (new int[model.Count], new int[model.Count]);
        (_head, _groundHead, Demand, Served) = (new double[model.Count], new double[model.Count], new double[model.Count], new double[model.Count]);
        Array.Fill(_feed, -1);
        for (var i = 0; i < model.Network.Links.Count; i++)
        {
            var link = model.Network.Links[i];
            var to = model.CellOf[link.To];
            if (link.Class == PipeClass.Reclaimed && model.Kind[to] == CellKind.Reclaimed && _feed[to] < 0) _feed[to] = i;
        }
        foreach (var c in _cells) _groundHead[c] = model.Invert[c] + model.Network.Nodes[model.NodeOf[c]].FullDepth;
        Plants = model.CellsOf(CellKind.ReclaimedPlant);
        foreach (var p in Plants) _plantOf[p] = p;
        foreach (var c in _cells) _plantOf[c] = _feed[c] < 0 ? -1 : _plantOf[From(c)];
        SetDischargeHeads();
    }

    public int[] Plants { get; }
    /// <summary>Wanted by each intake now, and given to it in the last step, m³/s, by cell.</summary>
    public double[] Demand { get; }
    public double[] Served { get; }
    /// <summary>Through the pipe that feeds each cell, m³/s; plants: delivered.</summary>
    public double FlowInto(int cell) => Served[cell];
    /// <summary>The link that feeds a cell; −1 for none.</summary>
    public int FeedOf(int cell) => _feed[cell];

    /// <summary>Gauge pressure, Pa.</summary>
    public double PressureAt(int cell) => Math.Max(0, _head[cell] - _groundHead[cell]) * WeightOfWater;

    /// <summary>Volume of the pipe that feeds a cell, m³; at least a litre, so that valves mix too.</summary>
    public double VolumeOf(int cell)
    {
        var link = _feed[cell] >= 0 ? _m.Network.Links[_feed[cell]] : null;
        return link is null ? 0.001 : Math.Max(0.001, Math.PI / 4 * link.Section.Height * link.Section.Height * link.Length);
    }

    /// <summary>Adds demand up to the plants; <paramref name="share"/> of it can be met, by plant cell.</summary>
    public void Distribute(Func<int, double> share)
    {
        Array.Clear(Served);
        for (var k = _cells.Length - 1; k >= 0; k--)
        {
            var c = _cells[k];
            if (_feed[c] < 0) continue;
            Served[c] += Demand[c] * share(_plantOf[c]);
            Served[From(c)] += Served[c];
        }
        foreach (var p in Plants) _head[p] = _headAtPlant[p];
        foreach (var c in _cells)
            if (_feed[c] >= 0) _head[c] = _head[From(c)] - Loss(_m.Network.Links[_feed[c]], Served[c]);
    }

    /// <summary>Moves a step's water and what it carries from one plant, whose cell is up to date, down its mains.</summary>
    public void Carry(FlowState s, int plant, double seconds, WaterLedger ledger)
    {
        var decay = 1 - Math.Exp(-ProcessConstants.Default.ChlorineDecayPerSecond * seconds);
        foreach (var c in _cells)
        {
            if (_plantOf[c] != plant) continue;
            var (from, volume, passing) = (From(c) * Pollutants.Count, s.Volume[c], Served[c] * seconds);
            var used = _m.Network.Nodes[_m.NodeOf[c]].Kind == AssetKind.ReuseIntake ? passing : 0;
            ledger.Used += used;
            for (var p = 0; p < Pollutants.Count; p++)
            {
                ref var here = ref s.Concentration[c * Pollutants.Count + p];
                here = (here * volume + s.Concentration[from + p] * passing) / (volume + passing);
                if (p == Pollutants.Chlorine)
                {
                    // What stays in the pipe decays; what passes right through this step does not age in it.
                    var lost = here * decay * volume / (volume + passing);
                    ledger.MassRemoved[p] += lost * (volume + passing);
                    here -= lost;
                }
                ledger.MassLeft[p] += here * used;
            }
        }
    }

    private int From(int cell) => _m.CellOf[_m.Network.Links[_feed[cell]].From];

    private static double Loss(NetworkLink link, double flow) => link.Length <= 0 || flow <= 0 ? 0
        : 10.67 * link.Length * Math.Pow(flow / HazenWilliams, 1.852) / Math.Pow(link.Section.Height, 4.8704);

    /// <summary>Each plant delivers at the head that leaves its worst intake enough at peak demand.</summary>
    private void SetDischargeHeads()
    {
        foreach (var p in Plants) _headAtPlant[p] = 0;
        foreach (var c in _cells) Demand[c] = PeakFactor * _m.Network.Nodes[_m.NodeOf[c]].DesignFlow;
        Distribute(_ => 1);
        foreach (var c in _cells)
            if (_feed[c] >= 0 && _m.Network.Nodes[_m.NodeOf[c]].Kind == AssetKind.ReuseIntake)
                _headAtPlant[_plantOf[c]] = Math.Max(_headAtPlant[_plantOf[c]], _groundHead[c] + LeastPressureHead - _head[c]);
    }
}
