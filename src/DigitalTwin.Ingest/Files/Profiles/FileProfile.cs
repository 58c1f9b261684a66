using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Files.Profiles;

/// <summary>Whether a row holds many values of one time, or one value that names its quantity.</summary>
public enum FileLayout { Wide, Long }

/// <summary>How files of one kind are read: data that people make, save under a name and use again.</summary>
/// <remarks>A column is named by its heading, found as written and then without regard to case, or by its place as <c>#3</c>, counted from 1.</remarks>
public sealed record FileProfile
{
    /// <summary>Lower-case letters, digits, '-' and '_'; at most 64.</summary>
    public string Name { get; init; } = "";
    /// <summary>What people call it; optional.</summary>
    public string? Title { get; init; }
    /// <summary><c>auto</c> (a byte order mark, else UTF-8 where it is valid, else GB18030), <c>utf-8</c>, <c>utf-16</c>, <c>gb18030</c> or <c>windows-1252</c>.</summary>
    public string Encoding { get; init; } = "auto";
    /// <summary><c>auto</c>, or one of <c>,</c> <c>;</c> <c>|</c> and <c>tab</c>.</summary>
    public string Delimiter { get; init; } = "auto";
    /// <summary>The row of the headings, from 1; 0 where there are none and columns go by their place.</summary>
    public int HeaderRow { get; init; } = 1;
    /// <summary>Rows after the headings that hold no values, such as a row of units.</summary>
    public int SkipRows { get; init; }
    public FileLayout Layout { get; init; }
    /// <summary><c>.</c> or <c>,</c>.</summary>
    public string Decimal { get; init; } = ".";
    /// <summary>What groups digits by three: nothing, or one of <c>,</c> <c>.</c> <c>'</c> and a space. Never the decimal sign.</summary>
    public string Thousands { get; init; } = "";
    /// <summary>Texts that mean "no value", beside an empty cell; in either case.</summary>
    public string[] Empty { get; init; } = [];
    public FileTime Time { get; init; } = new();
    /// <summary>Put before asset ids that name no network.</summary>
    public string? Network { get; init; }
    /// <summary>The asset of every value for which nothing else names one.</summary>
    public string? Asset { get; init; }
    /// <summary>The column that names each row's asset.</summary>
    public string? AssetColumn { get; init; }
    /// <summary>Wide: the columns of values.</summary>
    public FileColumn[] Columns { get; init; } = [];
    /// <summary>Long: where a row's quantity, value, unit and flag stand.</summary>
    public LongColumns? Long { get; init; }
    /// <summary>What stands behind the values.</summary>
    public Provenance Provenance { get; init; }
}

/// <summary>Where a row's time stands and how it is written.</summary>
public sealed record FileTime
{
    public string Column { get; init; } = "";
    /// <summary>A second column with the time of day, where <see cref="Column"/> holds the date alone.</summary>
    public string? TimeOfDay { get; init; }
    /// <summary>
    /// <c>iso</c>, <c>unix</c> (s), <c>unixMilliseconds</c>, <c>excel</c> (days since 1899-12-30), or patterns of .NET with <c>|</c> between, as <c>d.M.yyyy H:mm:ss|d.M.yyyy H:mm</c>.
    /// A time that bears its own offset keeps it.
    /// </summary>
    public string Format { get; init; } = "iso";
    /// <summary>An offset such as <c>+08:00</c>, or a zone such as <c>Asia/Shanghai</c>. Of an hour that comes twice in autumn, the later is meant.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";
}

/// <summary>One column of values of a wide file.</summary>
public sealed record FileColumn
{
    public string Column { get; init; } = "";
    public string Quantity { get; init; } = "";
    /// <summary>Null for the quantity's own.</summary>
    public string? Unit { get; init; }
    /// <summary>Null for the row's or the file's.</summary>
    public string? Asset { get; init; }
    /// <summary>The column with the source's flag of this value.</summary>
    public string? Flag { get; init; }
    /// <summary>In the file's unit: a value below it is kept and marked as suspect. Null for the quantity's own range.</summary>
    public double? Minimum { get; init; }
    /// <summary>In the file's unit: a value above it is kept and marked as suspect, such as one that lost its decimal point.</summary>
    public double? Maximum { get; init; }
}

/// <summary>Where the parts of a long file's rows stand.</summary>
public sealed record LongColumns
{
    /// <summary>What is measured, or the tag under which a control system knows it.</summary>
    public string Quantity { get; init; } = "";
    public string Value { get; init; } = "";
    public string? Unit { get; init; }
    public string? Flag { get; init; }
    /// <summary>What the file's names mean; names that are missing are taken as the platform's own.</summary>
    public Dictionary<string, LongName> Names { get; init; } = [];
}

/// <summary>What a name in the file stands for; what is null comes from the row or the file.</summary>
public sealed record LongName(string Quantity, string? Unit = null, string? Asset = null);
