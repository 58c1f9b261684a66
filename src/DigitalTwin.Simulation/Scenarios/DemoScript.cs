using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.Scenarios;

/// <summary>What a visitor sees without touching anything: something starts within the first minute, a storm follows, and then for ever one thing after another with quiet between.</summary>
/// <remarks>A function of seed and opening time: the same opening gives the same events.</remarks>
public sealed class DemoScript
{
    private static readonly (double WallSeconds, ScenarioKind Kind)[] Opening =
    [
        (10, ScenarioKind.IllegalDischarge), (25, ScenarioKind.PumpTrip), (75, ScenarioKind.EffluentBreach), (190, ScenarioKind.Storm), (330, ScenarioKind.Blockage),
    ];
    private const double QuietAfterOpeningSeconds = 460;
    private const double EverySeconds = 130;
    private const double JitterSeconds = 80;
    private readonly ulong _seed;
    private readonly double _rate;

    /// <param name="rate">City seconds a second on the wall; the opening is told in seconds on the wall.</param>
    public DemoScript(int seed, Instant openedAt, double rate = 60)
    {
        if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be more than 0.");
        (_seed, OpenedAt, _rate) = (SeededRandom.Mix((ulong)seed ^ 0xDE30), openedAt, rate);
    }

    public Instant OpenedAt { get; }

    /// <summary>Events with <c>from &lt; start ≤ to</c>, in order of time.</summary>
    public IEnumerable<(Instant At, ScenarioKind Kind)> Between(Instant from, Instant to)
    {
        foreach (var (seconds, kind) in Opening)
            if (At(seconds) is var at && at > from && at <= to) yield return (at, kind);
        var elapsed = (from - OpenedAt).TotalSeconds / _rate;
        for (var n = Math.Max(0, (long)((elapsed - QuietAfterOpeningSeconds - JitterSeconds) / EverySeconds)); ; n++)
        {
            var at = At(QuietAfterOpeningSeconds + n * EverySeconds + JitterSeconds * SeededRandom.UnitOf(_seed, n));
            if (at > to) yield break;
            if (at > from) yield return (at, (ScenarioKind)(int)(SeededRandom.UnitOf(_seed, n, 1) * 5));
        }
    }

    private Instant At(double wallSeconds) => OpenedAt + TimeSpan.FromSeconds(Math.Round(wallSeconds * _rate));
}
