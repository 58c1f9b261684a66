using DigitalTwin.Testing;

namespace Benchmarks;

/// <summary>Whether the search upstream finds who discharged, over a hundred demo cities.</summary>
public sealed class CauseSuite : ISuite
{
    private const int Seeds = 100;
    private static readonly Figure FirstThree = new("cause.true_drainer_in_first_three", "share", 0.90, AtMost: false);
    private static readonly Figure First = new("cause.true_drainer_first", "share");
    private static readonly Figure Unseen = new("cause.not_seen_by_any_sensor", "share");

    public string Name => "cause";
    public IReadOnlyList<Figure> Figures => [FirstThree, First, Unseen];

    public Task Run(BenchOptions options, Report report)
    {
        var ranks = new List<(int Seed, int Rank, int Sightings, int Candidates)>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (rank, sightings, candidates) = DischargeSearch.Run(seed);
            ranks.Add((seed, rank, sightings, candidates));
        }
        foreach (var (seed, rank, sightings, candidates) in ranks.Where(r => r.Rank is 0 or > 3))
            report.Note($"seed {seed}: {(rank == 0 ? "seen nowhere" : rank >= 1000 ? "not a candidate" : $"rank {rank}")} of {candidates} candidates from {sightings} sightings");
        report.Add(FirstThree, ranks.Count(r => r.Rank is >= 1 and <= 3) / (double)Seeds);
        report.Add(First, ranks.Count(r => r.Rank == 1) / (double)Seeds);
        report.Add(Unseen, ranks.Count(r => r.Rank == 0) / (double)Seeds);
        return Task.CompletedTask;
    }
}
