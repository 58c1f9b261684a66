namespace DigitalTwin.Gis.Import;

/// <summary>One thing wrong in a plan: where, what, and what was done about it.</summary>
/// <param name="Section">Section of the file, or the feature collection's part, as the format names it.</param>
/// <param name="Line">1-based line (for GeoJSON, 1-based feature); 0 where the defect is of no single line.</param>
/// <param name="Id">The element's id in the source; empty where it has none.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record Defect(DefectCode Code, Remedy Remedy, string Section, int Line, string Id, string Message);

public enum DefectCode
{
    UnknownSection,
    TextOutsideSection,
    TooFewFields,
    UnparsableNumber,
    ValueOutOfRange,
    UnknownOption,
    InvalidId,
    DuplicateId,
    IdSharedByNodeAndLink,
    MissingEndNode,
    UnknownReference,
    ZeroLength,
    NegativeLength,
    LinkFromNodeToItself,
    MissingCoordinates,
    CoordinateOutsideArea,
    ImplausiblePlace,
    MissingCrossSection,
    BadCrossSection,
    UnknownShape,
    PumpWithoutCurve,
    UnknownCurve,
    UnknownPattern,
    DisconnectedPart,
    UnsupportedGeometry,
    EndNotAtAPoint,
    TextEncoding,
}

/// <summary>What the import did about a defect. Nothing is dropped without one of these being reported.</summary>
public enum Remedy
{
    /// <summary>The element or line is not in the network.</summary>
    LeftOut,
    /// <summary>The element is in the network with a substitute value, which the message names.</summary>
    Substituted,
    /// <summary>The element is in the network under another id, which the message names.</summary>
    Renamed,
    /// <summary>The element is in the network as it stands.</summary>
    Kept,
}
