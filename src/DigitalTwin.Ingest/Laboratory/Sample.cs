using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Laboratory;

/// <summary>One sample with what a laboratory found in it, as entered by a person.</summary>
/// <param name="At">When it was taken (city time).</param>
/// <param name="Point">Where at the asset, as people there call it; may be empty.</param>
public sealed record Sample(string Asset, Instant At, string Point, string Sampler, string Method, string Comment, IReadOnlyList<SampleResult> Results);

/// <summary>One parameter. <see cref="Value"/> and <see cref="Unit"/> are as entered; below detection, the value is the limit.</summary>
public sealed record SampleResult(string Quantity, double Value, string Unit, bool BelowDetection, string? Method = null);

/// <summary>A sample as entered at one time: a later entry corrects an earlier one, and none is lost.</summary>
/// <param name="Id">The same for one asset, time and point.</param>
public sealed record SampleEntry(string Id, int Version, string EnteredBy, Instant EnteredAt, bool Withdrawn, Sample Sample);
