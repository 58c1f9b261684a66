using System.Globalization;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace Benchmarks.Load;

/// <summary>The storm's series as SWMM wrote them, and the same places in a run of ours, minute by minute.</summary>
internal sealed class StormRecord
{
    private const string File = "bellinge_2012-06-29_storm_1min.csv";

    private readonly (string Name, Func<SewerSimulation, double> Read, List<double> Theirs, List<double> Ours)[] _series;
    private readonly int[] _columns;
    private readonly string[][] _rows = [.. Bellinge.Rows(File)];
    private int _next;

    public StormRecord(Network network, HydraulicModel model)
    {
        var node = network.Nodes.Index().ToDictionary(n => n.Item.LocalId, n => n.Index);
        var link = network.Links.Index().ToDictionary(l => l.Item.LocalId, l => l.Index);
        var heading = Bellinge.Heading(File);
        _columns = [.. Enumerable.Range(1, heading.Length - 1).Where(c => !heading[c].StartsWith("system.rain", StringComparison.Ordinal))];
        _series = [.. _columns.Select(c => (heading[c], Reader(heading[c]), new List<double>(), new List<double>()))];
        FirstOverflow = new DateTime?[network.Nodes.Count];

        Func<SewerSimulation, double> Reader(string name)
        {
            var dot = name.LastIndexOf('.');
            var id = name[..dot];
            return name[(dot + 1)..] switch
            {
                "depth_m" when node[id] is var n => s => Math.Max(0, s.State.Depth[n]),
                "flow_m3s" when model.DeviceOfLink[link[id]] is var d => s => s.State.DeviceFlow[d],
                "outflow_m3s" when node[id] is var n => s => s.State.NetInflow[n],
                _ => s => s.State.Overflow.Sum(),
            };
        }
    }

    public IEnumerable<(string Name, IReadOnlyList<double> Theirs, IReadOnlyList<double> Ours)> Series => _series.Select(s => (s.Name, (IReadOnlyList<double>)s.Theirs, (IReadOnlyList<double>)s.Ours));

    /// <summary>By node; whole minutes, as theirs.</summary>
    public DateTime?[] FirstOverflow { get; }

    public void Take(SewerSimulation run)
    {
        for (var n = 0; n < FirstOverflow.Length; n++)
            if (run.State.Overflow[n] > 0) FirstOverflow[n] ??= run.Now;
        if (_next >= _rows.Length || DateTime.Parse(_rows[_next][0], CultureInfo.InvariantCulture) > run.Now) return;
        for (var i = 0; i < _series.Length; i++)
        {
            _series[i].Theirs.Add(Bellinge.Number(_rows[_next][_columns[i]]));
            _series[i].Ours.Add(_series[i].Read(run));
        }
        _next++;
    }
}
