using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Cells;
using DigitalTwin.Ingest.Files.Text;

namespace DigitalTwin.Ingest.Files.Profiles;

/// <summary>A field of a profile that is not what it should be.</summary>
public sealed record ProfileFault(string Field, string Why);

/// <summary>What can be said against a profile before any file is seen.</summary>
public static class ProfileFaults
{
    public const int MaxColumns = 1000;
    private static readonly string[] Groups = ["", ",", ".", " ", "'"];

    /// <summary>Empty where all is well.</summary>
    public static IReadOnlyList<ProfileFault> Of(FileProfile profile, QuantityCatalogue quantities)
    {
        var faults = new List<ProfileFault>();
        void Fault(string field, string why) => faults.Add(new ProfileFault(field, why));

        if (!IsName(profile.Name)) Fault("name", $"name is '{profile.Name}'; expected lower-case letters, digits, '-' and '_', at most 64.");
        if (!CharacterSource.Encodings.Contains(profile.Encoding)) Fault("encoding", $"encoding is '{profile.Encoding}'; expected {string.Join(", ", CharacterSource.Encodings)}.");
        if (!Delimiters.IsKnown(profile.Delimiter)) Fault("delimiter", $"delimiter is '{profile.Delimiter}'; expected {Delimiters.Expected}.");
        if (profile.HeaderRow is < 0 or > 1000) Fault("headerRow", $"headerRow is {profile.HeaderRow}; expected 0 (no headings) to 1000.");
        if (profile.SkipRows is < 0 or > 1000) Fault("skipRows", $"skipRows is {profile.SkipRows}; expected 0 to 1000.");
        if (profile.Decimal is not ("." or ",")) Fault("decimal", $"decimal is '{profile.Decimal}'; expected '.' or ','.");
        if (!Groups.Contains(profile.Thousands) || profile.Thousands == profile.Decimal)
            Fault("thousands", $"thousands is '{profile.Thousands}'; expected nothing, ',', '.', a space or an apostrophe, and not the decimal sign.");
        if (profile.Empty.Length > 100) Fault("empty", "empty has more than 100 texts.");
        if (!Enum.IsDefined(profile.Provenance)) Fault("provenance", $"provenance is {(int)profile.Provenance}; expected measured, entered, estimated, simulated or laboratory.");
        if (profile.Time.Column.Length == 0) Fault("time.column", "time.column is missing; expected the heading of the column with the time.");
        if (!TimeFormat.TryCreate(profile.Time, out _, out var wrong)) faults.Add(wrong!);
        if (profile.Layout == FileLayout.Wide) OfColumns(profile, quantities, Fault);
        else OfLong(profile, quantities, Fault);
        return faults;
    }

    public static bool IsName(string? name) => name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static void OfColumns(FileProfile profile, QuantityCatalogue quantities, Action<string, string> fault)
    {
        if (profile.Columns.Length is 0 or > MaxColumns) fault("columns", $"columns has {profile.Columns.Length} entries; expected 1 to {MaxColumns}.");
        for (var i = 0; i < profile.Columns.Length && i < MaxColumns; i++)
        {
            var column = profile.Columns[i];
            if (column.Column.Length == 0) fault($"columns[{i}].column", $"columns[{i}].column is missing; expected a heading.");
            if (column.Minimum > column.Maximum || column.Minimum is { } low && !double.IsFinite(low) || column.Maximum is { } high && !double.IsFinite(high))
                fault($"columns[{i}].maximum", $"columns[{i}].maximum is {column.Maximum} and minimum {column.Minimum}; expected finite numbers, the maximum not below the minimum.");
            OfQuantity($"columns[{i}]", column.Quantity, column.Unit, quantities, fault);
        }
    }

    private static void OfLong(FileProfile profile, QuantityCatalogue quantities, Action<string, string> fault)
    {
        if (profile.Long is not { } columns)
        {
            fault("long", "long is missing; a long file needs long.quantity and long.value.");
            return;
        }
        if (columns.Quantity.Length == 0) fault("long.quantity", "long.quantity is missing; expected the heading of the column that names what is measured.");
        if (columns.Value.Length == 0) fault("long.value", "long.value is missing; expected the heading of the column of values.");
        if (columns.Names.Count > 10_000) fault("long.names", "long.names has more than 10000 entries.");
        foreach (var (name, meant) in columns.Names) OfQuantity($"long.names[{name}]", meant.Quantity, meant.Unit, quantities, fault);
    }

    private static void OfQuantity(string field, string name, string? unit, QuantityCatalogue quantities, Action<string, string> fault)
    {
        if (quantities.Find(name) is not { } definition)
            fault($"{field}.quantity", $"{field}.quantity is '{name}'; expected one of {string.Join(", ", quantities.All.OrderBy(d => d.Quantity.Code).Select(d => d.Name))}.");
        else if (!UnitConversion.Default.TryFind(definition.Quantity, string.IsNullOrEmpty(unit) ? null : unit, out _, out var why)) fault($"{field}.unit", why!);
    }
}
