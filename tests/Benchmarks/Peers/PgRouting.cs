using System.Diagnostics;
using DigitalTwin.Simulation.City;
using NpgsqlTypes;

namespace Benchmarks.Peers;

/// <summary>
/// Downstream traces on the demo city of <see cref="PropagationSuite"/> in pgRouting, which reads every edge for each call; and, since a good database hand would not
/// ask it that, in PostgreSQL alone by a recursive query along an index, which finds the nodes but not how long the water takes.
/// </summary>
public sealed class PgRouting : IPeer
{
    private const int Segments = 1_000_000;
    private static readonly Figure Routed = new("peers.pgrouting_trace_us", "us");
    private static readonly Figure Recursive = new("peers.postgresql_recursive_trace_us", "us");

    public string Name => "pgrouting";
    public IReadOnlyList<Figure> Figures => [Routed, Recursive];
    public ISuite Ours { get; } = new PropagationSuite();

    public async Task Measure(BenchOptions options, Report report)
    {
        await using var postgres = await Postgres.Start();
        var watch = Stopwatch.StartNew();
        var city = DemoCity.Build(seed: 1, Segments);
        await postgres.Do("CREATE TABLE edges(id int PRIMARY KEY, source int, target int, cost float8)");
        await postgres.Copy("edges", city.Links.Index(), async (copy, link) =>
        {
            await copy.WriteAsync(link.Index + 1, NpgsqlDbType.Integer);
            await copy.WriteAsync(link.Item.From, NpgsqlDbType.Integer);
            await copy.WriteAsync(link.Item.To, NpgsqlDbType.Integer);
            await copy.WriteAsync(Math.Max(link.Item.Length, 0.1), NpgsqlDbType.Double);
        });
        await postgres.Do("CREATE INDEX ON edges(source) INCLUDE (target)");
        await postgres.Do("VACUUM ANALYZE edges");
        report.Note($"pgrouting: {city.Links.Count} edges loaded in {watch.Elapsed.TotalSeconds:0} s");

        var random = new Random(1);
        report.Compare(Recursive, "propagation.trace_p50_us", await Median(postgres, options.Runs, 200, city.Nodes.Count, random,
            "WITH RECURSIVE down(node) AS (VALUES ($1) UNION SELECT target FROM down JOIN edges ON source = node) SELECT count(*) FROM down"));
        report.Compare(Routed, "propagation.trace_p50_us", await Median(postgres, options.Runs, 3, city.Nodes.Count, random,
            "SELECT count(*), max(agg_cost) FROM pgr_drivingDistance('SELECT id, source, target, cost FROM edges', $1, 1e9, true)"));
    }

    /// <summary>Microseconds, one median a run, from random nodes.</summary>
    private static async Task<double[]> Median(Postgres postgres, int runs, int traces, int nodes, Random random, string sql)
    {
        await using var connection = await postgres.Data.OpenConnectionAsync();
        await postgres.Time(connection, sql, random.Next(nodes));
        var medians = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var times = new List<double>();
            for (var i = 0; i < traces; i++) times.Add(1000 * await postgres.Time(connection, sql, random.Next(nodes)));
            medians[run] = times.Order().ElementAt(traces / 2);
        }
        return medians;
    }
}
