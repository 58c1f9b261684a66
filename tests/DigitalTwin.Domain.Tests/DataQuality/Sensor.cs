using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.DataQuality;

/// <summary>A series under check: what it reports is marked, then remembered, as the intake does it.</summary>
internal sealed class Sensor(Quantity quantity, SeriesLimits? limits = null)
{
    public static readonly Instant Start = new(1_780_272_000_000);
    public static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);
    private static readonly QualityRules Rules = QualityRules.Default;
    private static readonly SeriesCheck Check = new(Rules);

    private SeriesMemory _memory = SeriesMemory.Empty;
    private readonly SeriesLimits _limits = limits ?? Rules.Of(quantity);

    public Instant Now { get; private set; } = Start;
    public SeriesMemory Memory => _memory;
    public TimeSpan Lag { get; set; } = TimeSpan.FromSeconds(1);
    public MovedToo? MovedToo { get; set; }

    /// <summary>One report, <paramref name="after"/> the last one (a minute by default).</summary>
    public Quality Reports(double value, Quality said = Quality.Good, TimeSpan? after = null, Provenance provenance = Provenance.Measured)
    {
        Now += after ?? Beat;
        return At(Now, value, Now + Lag, said, provenance).Quality;
    }

    public Reading At(Instant at, double value, Instant knownAt, Quality said = Quality.Good, Provenance provenance = Provenance.Measured)
    {
        var reading = new Reading(new AssetKey(1), quantity, at, value, said, provenance);
        reading = reading with { Quality = Check.Judge(_memory, reading, _limits, new CheckContext(knownAt, knownAt, 1, Beat), MovedToo) };
        _memory.Fold(reading, knownAt);
        return reading;
    }

    /// <summary>An hour of a quiet signal about a value.</summary>
    public Sensor Settled(double about, double noise)
    {
        for (var i = 0; i < 60; i++) Assert.Equal(Quality.Good, Reports(about + noise * (i % 3 - 1)).Finding());
        return this;
    }

    /// <summary>What is remembered of readings that are in the history: the fold of its newest window.</summary>
    public void Restart(IReadOnlyList<KnownReading> history)
    {
        _memory = SeriesMemory.Empty;
        if (history.Count == 0) return;
        var from = SeriesMemory.WindowStart(history[^1].Reading.At);
        foreach (var known in history.Where(k => k.Reading.At >= from)) _memory.Fold(known.Reading, known.KnownAt);
    }
}
