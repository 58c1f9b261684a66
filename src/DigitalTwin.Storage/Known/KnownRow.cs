using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Segments;

namespace DigitalTwin.Storage.Known;

/// <summary>A version of a value with the series it belongs to.</summary>
internal readonly record struct KnownRow(SeriesKey Series, SeriesPoint Point);
