using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>A warning as known at <see cref="KnownAt"/>. Append-only: a change is a new record with the same id and the next version.</summary>
/// <remarks>Assets are named by key, so that a record outlives the network revision it was made on.</remarks>
public sealed record Warning
{
    /// <summary>Made of facts (catchment, cause, when it began), so that a replay gives the same id.</summary>
    public required string Id { get; init; }
    public required int Version { get; init; }
    /// <summary>Whose risk grain holds it.</summary>
    public required string Catchment { get; init; }
    public required Symptom Cause { get; init; }
    public required WarningLevel Level { get; init; }
    /// <summary>Ordered by first arrival.</summary>
    public required IReadOnlyList<ExpectedEffect> Effects { get; init; }
    /// <summary>The ways to all effects, with their numbers.</summary>
    public required WarningWay Way { get; init; }
    /// <summary>Main path from the cause, the cause's own asset first.</summary>
    public required IReadOnlyList<AssetKey> Path { get; init; }
    /// <summary>Every asset on the way, told in <see cref="Effects"/> or not; for the map.</summary>
    public required IReadOnlyList<AssetKey> Affected { get; init; }
    public required Instant KnownAt { get; init; }
    /// <summary>How it came in, for a warning whose cause lies in another catchment; save it, the warning is restored from it.</summary>
    public BorderPassage? Entry { get; init; }
    public Instant? EndedAt { get; init; }

    public bool IsOpen => EndedAt is null;

    /// <summary>From the cause (beyond a border, from there) to the effect's asset, both included.</summary>
    public IReadOnlyList<AssetKey> PathTo(ExpectedEffect effect)
    {
        var path = Way.PathTo(effect.Step, effect.Asset);
        return Entry is null && (path.Count == 0 || path[0] != Cause.Asset) ? [Cause.Asset, .. path] : path; // A pump's backwater starts at its wet well.
    }
}

/// <summary>What a warning will reach and when.</summary>
/// <param name="Step">In <see cref="Warning.Way"/>, whose legs lead here.</param>
public sealed record ExpectedEffect(AssetKey Asset, EffectDirection Direction, WarningLevel Level, Quantity Quantity, double? Value, Instant First, Instant Peak, int Step);

/// <summary>A warning that leaves its catchment, or that has ended and must end beyond the border too.</summary>
/// <param name="Into">Catchment it enters.</param>
/// <param name="Border">The node it leaves by.</param>
/// <param name="First">When the front arrives at the border; the peak likewise.</param>
/// <param name="Value">Concentration or flow there; see <see cref="Crossing"/>.</param>
/// <param name="Hops">Borders crossed, this one included.</param>
public sealed record BorderPassage(string WarningId, Symptom Cause, string Into, AssetKey Border, Instant First, Instant Peak, double Value, double Flow, int Hops)
{
    public bool HasEnded => Cause.Until is not null;
}

/// <summary>What a call to a warning book gave: records to append and publish, and calls to make to neighbouring catchments.</summary>
public sealed record WarningChanges(IReadOnlyList<Warning> Warnings, IReadOnlyList<BorderPassage> Crossings)
{
    public static WarningChanges None { get; } = new([], []);
}
