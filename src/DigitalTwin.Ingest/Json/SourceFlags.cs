using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Json;

/// <summary>What a source may say of a value: words, or the one-letter data flags of HJ 212-2017 table 8.</summary>
internal static class SourceFlags
{
    public const string Expected = "good, fault, maintenance, calibration, suspect, entered, estimated or simulated, or a data flag of HJ 212 (N F M S D C T B)";

    private static readonly Utf8Names<(Quality, Provenance)> Words = new(new Dictionary<string, (Quality, Provenance)>
    {
        ["good"] = (Quality.Good, Provenance.Measured),
        ["fault"] = (Quality.Faulty, Provenance.Measured),
        ["maintenance"] = (Quality.Maintenance, Provenance.Measured),
        ["calibration"] = (Quality.Calibration, Provenance.Measured),
        ["suspect"] = (Quality.Suspect, Provenance.Measured),
        ["entered"] = (Quality.Manual, Provenance.Entered),
        ["estimated"] = (Quality.Good, Provenance.Estimated),
        ["simulated"] = (Quality.Good, Provenance.Simulated),
        ["N"] = (Quality.Good, Provenance.Measured),
        ["F"] = (Quality.Stopped, Provenance.Measured), // Nothing flows past the sensor.
        ["M"] = (Quality.Maintenance, Provenance.Measured),
        ["S"] = (Quality.Manual, Provenance.Entered),
        ["D"] = (Quality.Faulty, Provenance.Measured),
        ["C"] = (Quality.Calibration, Provenance.Measured),
        ["T"] = (Quality.OverRange, Provenance.Measured),
        ["B"] = (Quality.NoSignal, Provenance.Measured),
    }, ignoreCase: true);

    public static bool TryParse(ReadOnlySpan<byte> utf8, out (Quality Quality, Provenance Provenance) mark) => Words.TryFind(utf8, out mark);
}
