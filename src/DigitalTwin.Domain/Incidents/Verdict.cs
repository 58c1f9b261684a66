using DigitalTwin.Domain.Incidents.Clocks;

namespace DigitalTwin.Domain.Incidents;

/// <summary>What becomes of a command: an event to be recorded, or why not.</summary>
public abstract record Verdict
{
    private Verdict() { }

    public sealed record Accepted(IncidentEvent Event, IReadOnlyList<RunningClock> Started) : Verdict;

    /// <summary>All is as it was asked for already.</summary>
    public sealed record Nothing : Verdict;

    /// <param name="Code">A name that a page can act upon: wrongStage, notYours, wrongState, changed, conditionsOpen, tooMany, exists, notThere, faulty.</param>
    /// <param name="Field">Where a field of the command is wrong.</param>
    /// <param name="Open">What is still missing, by name.</param>
    public sealed record Refused(string Code, string Why, string? Field = null, IReadOnlyList<string>? Open = null) : Verdict;

    public static Refused Faulty(string field, string why) => new("faulty", why, field);
}
