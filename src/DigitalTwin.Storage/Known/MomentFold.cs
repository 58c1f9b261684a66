using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Known;

/// <summary>Finds the newest reading of every series as of a moment by folding what became known up to then, in the order appended.</summary>
/// <param name="latest">Knows the series.</param>
/// <param name="at">Readings of later times do not count; Unix ms.</param>
/// <param name="asOf">Nor do those known later; Unix ms.</param>
internal sealed class MomentFold(LatestTable latest, long at, long asOf)
{
    private readonly SeriesPoint[] _points = new SeriesPoint[latest.Count];
    private readonly Found[] _found = new Found[latest.Count];

    /// <summary>Takes rows of a checkpoint of which all was known by then.</summary>
    /// <remarks>A row whose time lies after the moment hides what was before it, so its series has to be looked for.</remarks>
    public void Begin(ReadOnlySpan<KnownRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            var series = latest.Find(row.Series.Asset, row.Series.Quantity);
            if (series < 0 || series >= _found.Length) continue;
            _points[series] = row.Point;
            _found[series] = row.Point.At <= at ? Found.Here : Found.Elsewhere;
        }
    }

    public void Add(ReadOnlySpan<KnownRow> rows)
    {
        foreach (ref readonly var row in rows)
            if (row.Point.At <= at && row.Point.KnownAt <= asOf) Add(latest.Find(row.Series.Asset, row.Series.Quantity), row.Point);
    }

    public void Add(int series, in SeriesPoint point)
    {
        if ((uint)series >= _found.Length || _found[series] == Found.Elsewhere) return;
        ref var newest = ref _points[series];
        if (_found[series] == Found.Here && (point.At < newest.At || (point.At == newest.At && (point.KnownAt < newest.KnownAt || point.Repeats(newest))))) return;
        (newest, _found[series]) = (point, Found.Here);
    }

    /// <summary>Where the series' newest was not in what was folded, and must be read.</summary>
    public bool IsElsewhere(int series) => series >= _found.Length || _found[series] == Found.Elsewhere;

    public SeriesPoint? this[int series] => _found[series] == Found.Here ? _points[series] : null;

    private enum Found : byte { None, Here, Elsewhere }
}
