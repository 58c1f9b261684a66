using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.DataQuality;

/// <summary>How a series stands now.</summary>
/// <param name="LocalDay">The local day that <paramref name="Day"/> and <paramref name="Marks"/> count; null where they must be counted from history.</param>
/// <param name="Marks">Readings of that day by the reason to doubt them.</param>
public sealed record SeriesStanding(Quantity Quantity, SeriesMemory Memory, DateOnly? LocalDay, DayCount Day, IReadOnlyDictionary<Quality, int> Marks);
