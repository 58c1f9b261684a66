using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>Finds the nearest node within a tolerance, by cells a tolerance wide.</summary>
internal sealed class SnapGrid(double metres)
{
    private readonly Dictionary<(long, long), List<(Position At, NodeDraft Node)>> _cells = [];
    // A cell must be at least a tolerance wide everywhere; towards the poles longitude shrinks, so the latitude's cell is used for both and neighbours are widened.
    private readonly double _cell = Math.Max(metres, 0.001) / 111_000;

    public void Add(Position at, NodeDraft node)
    {
        var key = Cell(at);
        if (!_cells.TryGetValue(key, out var list)) _cells[key] = list = [];
        list.Add((at, node));
    }

    public NodeDraft? Nearest(Position at)
    {
        var (x, y) = Cell(at);
        var reach = (long)Math.Ceiling(1 / Math.Max(0.05, Math.Cos(at.Latitude * Math.PI / 180)));
        NodeDraft? best = null;
        var bestMetres = Math.Max(metres, 0.001);
        for (var i = x - reach; i <= x + reach; i++)
            for (var j = y - 1; j <= y + 1; j++)
                if (_cells.TryGetValue((i, j), out var list))
                    foreach (var (place, node) in list)
                        if (Geodesy.Metres(place, at) is var d && d <= bestMetres) (best, bestMetres) = (node, d);
        return best;
    }

    private (long, long) Cell(Position p) => ((long)Math.Floor(p.Longitude / _cell), (long)Math.Floor(p.Latitude / _cell));
}
