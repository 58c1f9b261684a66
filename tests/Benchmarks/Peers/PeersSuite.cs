namespace Benchmarks.Peers;

/// <summary>Drives each peer for real, after ours was measured in the same run; one that can't be had prints n/a and why.</summary>
public sealed class PeersSuite : ISuite
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private readonly IPeer[] _peers = [new VictoriaMetricsIngest(), new NodeRed(), new Mosquitto(), new PostGis(), new PgRouting()];

    public string Name => "peers";
    public IReadOnlyList<Figure> Figures => [.. _peers.SelectMany(p => p.Figures)];

    public async Task Run(BenchOptions options, Report report)
    {
        foreach (var peer in _peers)
        {
            string? why = null;
            try
            {
                if (!options.WantsPart(peer.Name)) why = "not asked for";
                else
                {
                    await MeasureOurs(peer, options, report);
                    await peer.Measure(options, report).WaitAsync(Limit);
                }
            }
            catch (PeerMissing missing)
            {
                why = missing.Message;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                report.Failed(peer.Name, e);
            }
            foreach (var figure in peer.Figures) report.MissingIfAbsent(figure, why);
        }
    }

    /// <summary>Where ours can't be measured the peer's figure stands by itself, without a ratio.</summary>
    private static async Task MeasureOurs(IPeer peer, BenchOptions options, Report report)
    {
        if (peer.Ours.Figures.Any(f => report.Has(f.Name))) return;
        try
        {
            await peer.Ours.Run(options, report);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            report.Failed(peer.Ours.Name, e);
        }
    }
}
