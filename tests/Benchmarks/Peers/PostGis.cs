using NpgsqlTypes;

namespace Benchmarks.Peers;

/// <summary>PostGIS with the million assets of <see cref="QuerySuite"/> and their levels in one table, indexed, analysed and in memory; the same three questions, over its own protocol.</summary>
public sealed class PostGis : IPeer
{
    private const string Where = "level > 0.8 * full_depth AND diameter >= 0.6";
    private static readonly Figure Filter = new("peers.postgis_filter_ms", "ms");
    private static readonly Figure Box = new("peers.postgis_box_top100_ms", "ms");
    private static readonly Figure Group = new("peers.postgis_group_ms", "ms");

    public string Name => "postgis";
    public IReadOnlyList<Figure> Figures => [Filter, Box, Group];
    public ISuite Ours { get; } = new QuerySuite();

    public async Task Measure(BenchOptions options, Report report)
    {
        await using var postgres = await Postgres.Start();
        await Load(postgres);
        report.Compare(Filter, "query.filter_ms", await Median(postgres, options.Runs, $"SELECT count(*) FROM assets WHERE {Where}"));
        report.Compare(Box, "query.box_top100_ms", await Median(postgres, options.Runs,
            $"SELECT id, level FROM assets WHERE place && ST_MakeEnvelope(113.2, 36.2, 113.3, 36.3, 4326) AND {Where} ORDER BY level DESC LIMIT 100"));
        report.Compare(Group, "query.group_ms", await Median(postgres, options.Runs, $"SELECT class, count(*) FROM assets WHERE {Where} GROUP BY class"));
    }

    private static async Task Load(Postgres postgres)
    {
        await postgres.Do("CREATE UNLOGGED TABLE loading(key int, kind smallint, class smallint, lon float8, lat float8, full_depth float8, diameter float8, level float8, id text)");
        await postgres.Copy("loading", QuerySuite.Rows().Zip(QuerySuite.Levels()), async (copy, pair) =>
        {
            var (row, level) = pair;
            await copy.WriteAsync(row.Key.Value, NpgsqlDbType.Integer);
            await copy.WriteAsync((short)row.Kind, NpgsqlDbType.Smallint);
            await copy.WriteAsync((short)row.Class, NpgsqlDbType.Smallint);
            await copy.WriteAsync(row.Position.Longitude, NpgsqlDbType.Double);
            await copy.WriteAsync(row.Position.Latitude, NpgsqlDbType.Double);
            await copy.WriteAsync(row.FullDepth, NpgsqlDbType.Double);
            await copy.WriteAsync(row.Diameter, NpgsqlDbType.Double);
            await copy.WriteAsync(level, NpgsqlDbType.Double);
            await copy.WriteAsync(row.Id, NpgsqlDbType.Text);
        });
        await postgres.Do("CREATE TABLE assets AS SELECT key, kind, class, full_depth, diameter, level, id, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS place FROM loading; DROP TABLE loading");
        await postgres.Do("CREATE INDEX ON assets USING gist(place)");
        await postgres.Do("CREATE INDEX ON assets(diameter)");
        await postgres.Do("CREATE INDEX ON assets(level DESC)");
        await postgres.Do("VACUUM ANALYZE assets");
    }

    /// <summary>As ours: one figure a run, the median of repetitions after a warm-up; fewer of them, since each takes longer.</summary>
    private static async Task<double[]> Median(Postgres postgres, int runs, string sql)
    {
        const int repetitions = 15;
        await using var connection = await postgres.Data.OpenConnectionAsync();
        for (var i = 0; i < 5; i++) await postgres.Time(connection, sql);
        var medians = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var times = new List<double>();
            for (var i = 0; i < repetitions; i++) times.Add(await postgres.Time(connection, sql));
            medians[run] = times.Order().ElementAt(repetitions / 2);
        }
        return medians;
    }
}
