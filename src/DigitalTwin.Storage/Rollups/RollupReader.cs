using DigitalTwin.Storage.Segments;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Rollups;

/// <summary>Reads what was summed up of one series in a segment.</summary>
internal sealed class RollupReader(Database database)
{
    private const string AnySql = "SELECT count(*) FROM (SELECT 1 FROM rollup WHERE segment = ?1 AND series = ?2 LIMIT 1) AS first";
    private const string RowsSql = """
        SELECT body FROM rollup WHERE segment = ?1 AND series = ?2 AND at < ?4
            AND at >= coalesce((SELECT max(at) FROM rollup WHERE segment = ?1 AND series = ?2 AND at <= ?3), ?3) ORDER BY at
        """;

    /// <summary>Whether the series was summed up in this segment; if so, all of it was.</summary>
    public bool Has(long segment, SeriesKey series) => database.Statement(AnySql).Bind(1, segment).Bind(2, series.Number).Scalar() > 0;

    /// <summary>Buckets with a reading in <c>from ≤ at &lt; to</c>, in order.</summary>
    public List<Bucket> Read(long segment, SeriesKey series, long from, long to)
    {
        var found = new List<Bucket>();
        var rows = database.Statement(RowsSql).Bind(1, segment).Bind(2, series.Number).Bind(3, from).Bind(4, to);
        while (rows.Step())
            foreach (var bucket in BucketCodec.Read(rows.Blob(0)))
                if (bucket.LastAt >= from && bucket.FirstAt < to) found.Add(bucket);
        rows.Reset();
        return found;
    }
}
