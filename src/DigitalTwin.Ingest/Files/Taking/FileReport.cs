using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Ingest.Files.Taking;

/// <summary>One cell that is not taken. <see cref="Column"/> counts from 1; 0 where it is the row as a whole.</summary>
/// <param name="Code">What is wrong, for a page that says it in its own language: see <see cref="RefusalCodes"/>.</param>
public sealed record Refusal(int Row, int Column, string Heading, string Text, string Code, string Why);

/// <summary>Why a cell can be refused. Sent to pages; never rename.</summary>
public static class RefusalCodes
{
    public const string NotANumber = "notANumber";
    public const string DecimalComma = "decimalComma";
    public const string AboveRange = "aboveRange";
    public const string BadTime = "badTime";
    public const string MissingTime = "missingTime";
    public const string Future = "future";
    public const string UnknownAsset = "unknownAsset";
    public const string MissingAsset = "missingAsset";
    public const string UnknownQuantity = "unknownQuantity";
    public const string UnknownUnit = "unknownUnit";
    public const string UnknownFlag = "unknownFlag";
    public const string CellCount = "cellCount";
    public const string MissingColumn = "missingColumn";
    /// <summary>An earlier column gives the same quantity of the same asset; the two would overwrite each other.</summary>
    public const string SameSeries = "sameSeries";
}

/// <summary>What came, or would come, of one column of values; of one quantity of one asset in a long file.</summary>
public sealed record SeriesTally(string Heading, string Asset, string Quantity, string Unit, int Readings, int Refused, double? Lowest, double? Highest, string? First, string? Last);

/// <summary>A reading as it is, or would be, stored, and where it stands in the file.</summary>
public sealed record SampleReading(int Row, int Column, string Text, string Asset, string Quantity, string At, double Value, string Unit, string Quality);

/// <summary>A row as it stands in the file: the cells of the mapped columns, in the order of <see cref="FileReport.ShownColumns"/>.</summary>
public sealed record ShownRow(int Row, string[] Cells);

/// <summary>What was found in a file and what became of it.</summary>
/// <param name="Readings">Values that are good to take.</param>
/// <param name="Stored">Of these, on disk for the first time; 0 in a dry run.</param>
/// <param name="Unchanged">Of these, held already with the same value, or given twice in the file; not stored again.</param>
/// <param name="RefusedCount">Cells, and rows, that are not taken; <see cref="Refused"/> names the first of them.</param>
/// <param name="BelowDetection">Values given as below a limit of detection; stored with the limit.</param>
public sealed record FileReport(
    string File, string Profile, int ProfileVersion, bool IsDryRun, string Sha256, long Bytes, string Encoding, string Delimiter,
    int Rows, long Readings, long Stored, long Unchanged, long EmptyCells, long BelowDetection, long RefusedCount,
    IReadOnlyDictionary<string, int> RefusedByCode, IReadOnlyList<Refusal> Refused, IReadOnlyList<SeriesTally> Series, int SeriesCount,
    IReadOnlyList<SampleReading> Sample, IReadOnlyList<ShownColumn> ShownColumns, IReadOnlyList<ShownRow> ShownRows,
    string? From, string? To, string? KnownFrom, string? KnownTo);

/// <summary>A column by its place from 1 and its heading.</summary>
public sealed record ShownColumn(int Column, string Heading);

/// <summary>What came of a file.</summary>
public abstract record FileOutcome
{
    private FileOutcome() { }

    /// <summary>Read to its end; the report says what was taken and what refused.</summary>
    public sealed record Done(FileReport Report) : FileOutcome;

    /// <summary>No table, or nothing in it that the profile names; nothing was taken.</summary>
    public sealed record Refused(string Why, int? Row, int? Column, IReadOnlyList<ProfileFault> Faults) : FileOutcome;

    public sealed record TooLarge(string Why) : FileOutcome;

    /// <summary>The platform is behind. What was stored stays; the same file sent again goes on where this ended.</summary>
    public sealed record Busy(string Why, TimeSpan RetryAfter, long Stored) : FileOutcome;
}
