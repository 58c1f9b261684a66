using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Import;

/// <summary>What came of reading a plan; either way the report tells all that was found.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome(ImportReport report) => Report = report;

    public ImportReport Report { get; }

    /// <summary>Usable, without the elements that the report names as left out. Revision and known time are still unset.</summary>
    public sealed record Accepted(Network Network, ImportReport Details) : ImportOutcome(Details);

    /// <summary>Nothing usable was in it, or the coordinates are not what they were said to be.</summary>
    public sealed record Refused(string Why, ImportReport Details) : ImportOutcome(Details);
}
