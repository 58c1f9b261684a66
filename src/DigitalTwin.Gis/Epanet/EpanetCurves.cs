using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Epanet;

/// <summary>[CURVES]: EPANET does not say what a curve is, so its units are known when something uses it.</summary>
internal sealed class EpanetCurves
{
    private readonly NetworkDraft _draft;
    private readonly Dictionary<string, List<(double X, double Y)>> _raw = new(StringComparer.Ordinal);

    public EpanetCurves(EpanetFile file)
    {
        _draft = file.Draft;
        foreach (var line in file.Document["CURVES"])
        {
            if (!file.Rows.TryNumber(line, 1, "x", out var x) || !file.Rows.TryNumber(line, 2, "y", out var y)) continue;
            if (!_raw.TryGetValue(line.Id, out var points))
            {
                _raw[line.Id] = points = [];
                file.Report.CountElement(line.Section);
            }
            points.Add((x, y));
        }
    }

    /// <summary>The curve in SI as <paramref name="type"/>; null where there is none of this name. The first use decides the units.</summary>
    public Curve? Use(string name, string type, double factorX, double factorY)
    {
        if (_draft.Curves.TryGetValue(name, out var known)) return known;
        if (!_raw.TryGetValue(name, out var points)) return null;
        var sorted = points.OrderBy(p => p.X).ToArray();
        return _draft.Curves[name] = new Curve(type, [.. sorted.Select(p => p.X * factorX)], [.. sorted.Select(p => p.Y * factorY)]);
    }

    /// <summary>Efficiency curves and such: as written.</summary>
    public void KeepUnused()
    {
        foreach (var name in _raw.Keys) Use(name, "AS WRITTEN", 1, 1);
    }
}
