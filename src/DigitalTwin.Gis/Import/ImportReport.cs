using DigitalTwin.Gis.Coordinates;

namespace DigitalTwin.Gis.Import;

/// <summary>What an import found: counts by section and by asset kind, and every defect.</summary>
public sealed record ImportReport
{
    public required string Format { get; init; }
    public required string Crs { get; init; }
    public required int Nodes { get; init; }
    public required int Links { get; init; }
    public required int Points { get; init; }
    public required int Subcatchments { get; init; }
    /// <summary>By the kind's outside name, as in <c>pipeSegment</c>.</summary>
    public required IReadOnlyDictionary<string, int> Kinds { get; init; }
    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<SectionCount> Sections { get; init; }
    /// <summary>Where the nodes landed, degrees; null where none did.</summary>
    public required GeoArea? Bounds { get; init; }
    public required int DefectCount { get; init; }
    public required IReadOnlyDictionary<string, int> DefectsByCode { get; init; }
    /// <summary>The first <see cref="ReportBuilder.MostDefectsListed"/>; <see cref="DefectCount"/> counts all.</summary>
    public required IReadOnlyList<Defect> Defects { get; init; }
}

/// <summary>One section of the source.</summary>
/// <param name="Lines">Lines that carry data: no blanks, no comments.</param>
/// <param name="Elements">What they describe: a curve of ten lines is one element; a control rule of seven lines is one rule.</param>
/// <param name="Use"><see cref="SectionUse"/>.</param>
public sealed record SectionCount(string Section, int Lines, int Elements, int LeftOut, SectionUse Use);

public enum SectionUse
{
    /// <summary>Its elements are in the network.</summary>
    Imported,
    /// <summary>Known, but of no use to the network, such as print settings.</summary>
    Skipped,
    /// <summary>Not a section of this format.</summary>
    Unknown,
}
