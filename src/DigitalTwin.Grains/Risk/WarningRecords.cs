using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Grains.Risk;

/// <summary>Warnings between the domain, which knows assets by key, and what crosses grains and is stored, which names them.</summary>
internal sealed class WarningRecords(IRegistry registry)
{
    public WarningRecord Of(Warning w) => new(w.Id, w.Version, w.Catchment, Of(w.Cause, w.KnownAt), (byte)w.Level,
        [.. w.Effects.Select(Of)], Names(w.Path), w.KnownAt.UnixMilliseconds, w.EndedAt?.UnixMilliseconds,
        [.. w.Affected.Select(a => a.Value)], w.Entry is { } entry ? Of(entry, w.KnownAt) : null, WarningWays.Of(w.Way));

    /// <summary>Null where the cause is in no network any more.</summary>
    public Warning? ToWarning(WarningRecord r)
    {
        if (ToSymptom(r.Cause) is not { } cause) return null;
        return new Warning
        {
            Id = r.Id,
            Version = r.Version,
            Catchment = r.Catchment,
            Cause = cause,
            Level = (WarningLevel)r.Level,
            Effects = [.. r.Effects.Select(e => new ExpectedEffect(KeyOf(e.Asset), (EffectDirection)e.Direction, (WarningLevel)e.Level, new Quantity(e.Quantity), e.Value,
                new Instant(e.FirstAt), new Instant(e.PeakAt), e.Step))],
            Way = WarningWays.From(r.Way),
            Path = [.. r.Path.Select(KeyOf)],
            Affected = [.. r.Affected.Select(a => new AssetKey(a))],
            KnownAt = new Instant(r.KnownAt),
            Entry = r.Entry is { } entry ? ToPassage(entry) : null,
            EndedAt = r.EndedAt is { } ended ? new Instant(ended) : null,
        };
    }

    public BorderCrossing Of(BorderPassage p, Instant knownAt) =>
        new(p.WarningId, Of(p.Cause, knownAt), p.Into, Name(p.Border), p.First.UnixMilliseconds, p.Peak.UnixMilliseconds, p.Value, p.Flow, p.Hops);

    /// <summary>Null where the cause is in no network any more.</summary>
    public BorderPassage? ToPassage(BorderCrossing c) => ToSymptom(c.Cause) is { } cause
        ? new BorderPassage(c.WarningId, cause, c.Into, KeyOf(c.Border), new Instant(c.FirstAt), new Instant(c.PeakAt), c.Value, c.Flow, c.Hops)
        : null;

    public Symptom? ToSymptom(SymptomReport r) => KeyOf(r.Asset) is { Value: > 0 } asset
        ? new Symptom(asset, (SymptomKind)r.Kind, (WarningLevel)r.Level, new Quantity(r.Quantity), r.Value, r.Limit, new Instant(r.Since), r.Until is { } until ? new Instant(until) : null,
            r.Expected is { } e ? new Expectation(e.Probability, new Instant(e.EarliestAt), new Instant(e.ExpectedAt), new Instant(e.PeakAt), e.Came) : null)
        : null;

    private WarningEffect Of(ExpectedEffect e) => new(Name(e.Asset), (byte)e.Direction, (byte)e.Level, e.Quantity.Code, e.Value, e.First.UnixMilliseconds, e.Peak.UnixMilliseconds, e.Step);

    private SymptomReport Of(Symptom s, Instant knownAt) => new(Name(s.Asset), (byte)s.Kind, (byte)s.Level, s.Quantity.Code, s.Value, s.Limit,
        s.Since.UnixMilliseconds, s.Until?.UnixMilliseconds, knownAt.UnixMilliseconds,
        s.Expected is { } e ? new ExpectationRecord(e.Probability, e.Earliest.UnixMilliseconds, e.At.UnixMilliseconds, e.Peak.UnixMilliseconds, e.Came) : null);

    private string[] Names(IReadOnlyList<AssetKey> keys) => [.. keys.Select(Name)];

    public string Name(AssetKey key) => registry.Find(key)?.Id.Value ?? key.ToString();

    public AssetKey KeyOf(string id) => AssetId.IsValid(id) ? registry.Find(new AssetId(id))?.Key ?? default : default;
}
