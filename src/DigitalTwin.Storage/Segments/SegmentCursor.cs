using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Segments;

/// <summary>Goes through all points of a segment in its order. Holds no read transaction between pages of chunks, so that the log can be emptied meanwhile.</summary>
internal sealed class SegmentCursor(Database database, long segment)
{
    private const int ChunksInPage = 128;
    private const string PageSql = "SELECT series, at, body FROM chunk WHERE segment = ?1 AND (series, at) > (?2, ?3) ORDER BY series, at LIMIT ?4";

    private readonly RunScratch _scratch = new();
    private readonly Queue<byte[]> _page = [];
    private readonly List<(SeriesKey Series, int Start, int Count)> _runs = [];
    private SeriesPoint[] _points = [];
    private (long Series, long At) _last = (long.MinValue, long.MinValue);
    private int _run;
    private int _point;

    public SeriesKey Series => _runs[_run].Series;
    public ref readonly SeriesPoint Point => ref _points[_runs[_run].Start + _point];

    /// <summary>Goes to the next point; false when there is none.</summary>
    public bool Next()
    {
        if (_run < _runs.Count && ++_point < _runs[_run].Count) return true;
        _point = 0;
        return ++_run < _runs.Count || NextChunk();
    }

    private bool NextChunk()
    {
        if (_page.Count == 0) ReadPage();
        if (!_page.TryDequeue(out var body)) return false;
        _runs.Clear();
        _run = 0;
        var points = 0;
        for (var runs = new ChunkReader(body, _scratch); runs.Next(); points += runs.Count)
        {
            if (_points.Length < points + runs.Count) Array.Resize(ref _points, 2 * (points + runs.Count));
            runs.Read(_points.AsSpan(points));
            _runs.Add((runs.Series, points, runs.Count));
        }
        return true;
    }

    private void ReadPage()
    {
        var rows = database.Statement(PageSql).Bind(1, segment).Bind(2, _last.Series).Bind(3, _last.At).Bind(4, ChunksInPage);
        while (rows.Step())
        {
            _last = (rows.Int64(0), rows.Int64(1));
            _page.Enqueue(rows.Blob(2).ToArray());
        }
        rows.Reset();
    }
}
