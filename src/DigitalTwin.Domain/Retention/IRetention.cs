using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Retention;

/// <summary>Drops what a policy no longer keeps from a history, and knows what was dropped.</summary>
public interface IRetention
{
    /// <summary>All that was ever dropped, oldest first; from memory.</summary>
    IReadOnlyList<Drop> Drops { get; }

    /// <summary>Drops what is due, a part of the history at a time, each whole or not at all; returns what this call dropped.</summary>
    /// <remarks>An hour of a series that another part of the history also tells of (late data, a correction) keeps its readings, so that its sum stays true.</remarks>
    Task<IReadOnlyList<Drop>> Apply(RetentionPlan plan, CancellationToken cancel = default);
}

/// <param name="Classes">All there are.</param>
/// <param name="ClassOf">The class of a series; null keeps it whatever its age.</param>
/// <param name="Holds">The open holds; asked again before each drop becomes final, which is given up if they have changed.</param>
/// <param name="Now">Ages are counted to this.</param>
public sealed record RetentionPlan(IReadOnlyList<RetentionClass> Classes, Func<AssetKey, Quantity, RetentionClass?> ClassOf, Func<IReadOnlyList<Hold>> Holds, Instant Now);

/// <summary>Readings of one class that were dropped together.</summary>
/// <param name="Hours">Their sums by hours are still there.</param>
/// <param name="From">Time of the first of the part of history they were in.</param>
/// <param name="To">Time of its last.</param>
/// <param name="KnownUntil">When its last was known: an <c>asOf</c> up to then is no longer answered in full.</param>
/// <param name="Readings">How many; 0 where there was nothing of the class.</param>
/// <param name="Held">Readings that an open hold kept.</param>
public sealed record Drop(long Id, string Class, bool Hours, Instant From, Instant To, Instant KnownUntil, long Readings, int Series, long Held, Instant DroppedAt)
{
    /// <summary>Whether a question about <c>from ≤ at &lt; to</c> as of a time may miss something by it.</summary>
    public bool Touches(Instant from, Instant to) => Readings > 0 && From < to && To >= from;
}
