using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Cells;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Taking;
using DigitalTwin.Ingest.Files.Text;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Files.Mapping;

/// <summary>Turns rows into readings; what is wrong with a cell costs that cell, what is wrong with its time or asset the row.</summary>
internal sealed class RowReader(FileMap map, AssetNames assets, QuantityCatalogue quantities, Instant latest, Tally tally)
{
    private readonly Dictionary<string, BoundQuantity?> _names = [];
    private readonly Dictionary<(Quantity, string), UnitScale?> _units = [];

    public void Read(DelimitedReader row)
    {
        if (map.Width > 0 && row.Cells != map.Width && !(row.Cells > map.Width && IsPadding(row)))
            tally.Refuse(row.Row, 0, "", $"{row.Cells}", RefusalCodes.CellCount, $"The row has {row.Cells} cells; the heading has {map.Width}. The cells that are there are taken.");
        if (ReadTime(row) is not { } at) return;
        var asset = map.Asset;
        if (Cell(row, map.AssetColumn) is { IsEmpty: false } name && (asset = assets.Find(name)) is null)
        {
            Refuse(row, map.AssetColumn, RefusalCodes.UnknownAsset, $"Asset '{Show(name)}' does not exist; nothing of this row is taken.");
            return;
        }
        if (map.Long is { } columns) ReadLong(row, columns, asset, at);
        else foreach (var column in map.Columns) ReadValue(row, column.Index, column.Quantity, column.Quantity.Asset ?? asset, column.Flag, at);
    }

    private Instant? ReadTime(DelimitedReader row)
    {
        var text = Cell(row, map.TimeColumn);
        var ofDay = Cell(row, map.TimeOfDay);
        if (text.IsEmpty)
        {
            Refuse(row, map.TimeColumn, RefusalCodes.MissingTime, "The row has no time; nothing of it is taken.");
            return null;
        }
        if (!map.Time.TryRead(ofDay.IsEmpty ? text : string.Concat(text, " ", ofDay), out var at))
        {
            Refuse(row, ofDay.IsEmpty ? map.TimeColumn : map.TimeOfDay, RefusalCodes.BadTime, $"'{Show(ofDay.IsEmpty ? text : ofDay)}' is no time of the format '{map.Profile.Time.Format}' in {map.Profile.Time.Zone}; nothing of this row is taken.");
            return null;
        }
        if (at <= latest) return at;
        Refuse(row, map.TimeColumn, RefusalCodes.Future, $"{at} lies ahead of the clock ({latest} is the latest that is taken); nothing of this row is taken.");
        return null;
    }

    private void ReadLong(DelimitedReader row, BoundLong columns, AssetEntry? asset, Instant at)
    {
        var name = Cell(row, columns.Quantity);
        if (name.IsEmpty && Cell(row, columns.Value).IsEmpty) return;
        if (Named(name) is not { } quantity)
        {
            Refuse(row, columns.Quantity, RefusalCodes.UnknownQuantity, $"'{Show(name)}' is no quantity of the platform, and the profile says nothing of it.");
            return;
        }
        if (Cell(row, columns.Unit) is { IsEmpty: false } unit)
        {
            if (Scale(quantity.Definition.Quantity, unit, out var why) is not { } scale)
            {
                Refuse(row, columns.Unit, RefusalCodes.UnknownUnit, why!);
                return;
            }
            quantity = quantity with { Scale = scale };
        }
        ReadValue(row, columns.Value, quantity, quantity.Asset ?? asset, columns.Flag, at);
    }

    private void ReadValue(DelimitedReader row, int index, BoundQuantity quantity, AssetEntry? asset, int flag, Instant at)
    {
        var cell = Cell(row, index);
        var kind = map.Number.Read(cell, out var number);
        if (kind == CellKind.Empty)
        {
            tally.Empty();
            return;
        }
        if (kind is not (CellKind.Number or CellKind.BelowDetection))
        {
            var (code, why) = kind switch
            {
                CellKind.DecimalComma => (RefusalCodes.DecimalComma, $"'{Show(cell)}' has a comma; the profile's decimal sign is a point."),
                CellKind.AboveRange => (RefusalCodes.AboveRange, $"'{Show(cell)}' says only that the value is larger than the instrument can tell."),
                _ => (RefusalCodes.NotANumber, $"'{Show(cell)}' is no number."),
            };
            Refuse(row, index, code, why);
            return;
        }
        if (asset is null)
        {
            Refuse(row, index, RefusalCodes.MissingAsset, "Nothing names the asset of this value: neither its column, nor the row, nor the profile.");
            return;
        }
        var mark = (Quality: kind == CellKind.BelowDetection ? Quality.BelowDetection : Quality.Good, map.Profile.Provenance);
        if (Cell(row, flag) is { IsEmpty: false } flagged)
        {
            if (!Flag(flagged, out var said))
            {
                Refuse(row, flag, RefusalCodes.UnknownFlag, $"Flag '{Show(flagged)}' is not known; expected {SourceFlags.Expected}.");
                return;
            }
            if (said.Quality != Quality.Good) mark.Quality = said.Quality;
            if (said.Provenance != Provenance.Measured) mark.Provenance = said.Provenance;
        }
        var definition = quantity.Definition;
        var value = quantity.Scale.ToCanonical(number);
        // The quantity's and the asset's own ranges are the intake's to judge; what the profile doubts stays doubted.
        if (mark.Quality.Finding() == Quality.Good && !quantity.IsBelieved(value)) mark.Quality = mark.Quality.With(Quality.Suspect);
        else if (mark.Quality.Finding() == Quality.Good && !quantity.IsPlausible(value)) mark.Quality = mark.Quality.With(Quality.OutOfRange);
        tally.Take(row, index, asset, definition, new Reading(asset.Key, definition.Quantity, at, value, mark.Quality, mark.Provenance));
    }

    /// <summary>What the file calls a quantity: as the profile says, else by the platform's own names.</summary>
    private BoundQuantity? Named(ReadOnlySpan<char> name)
    {
        var known = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(name, out var bound)) return bound;
        if (_names.Count == 100_000) _names.Clear();
        var text = name.ToString();
        var meant = map.Profile.Long!.Names.GetValueOrDefault(text) ?? new LongName(text);
        if (quantities.Find(meant.Quantity) is not { } definition) return _names[text] = null;
        UnitConversion.Default.TryFind(definition.Quantity, string.IsNullOrEmpty(meant.Unit) ? null : meant.Unit, out var scale, out _);
        var asset = string.IsNullOrEmpty(meant.Asset) ? null : assets.Find(meant.Asset);
        return _names[text] = new BoundQuantity(definition, scale, asset);
    }

    private UnitScale? Scale(Quantity quantity, ReadOnlySpan<char> unit, out string? why)
    {
        why = null;
        var key = (quantity, unit.ToString());
        if (_units.TryGetValue(key, out var scale) && scale is not null) return scale;
        if (_units.Count == 10_000) _units.Clear();
        return _units[key] = UnitConversion.Default.TryFind(quantity, key.Item2, out var found, out why) ? found : null;
    }

    private static bool Flag(ReadOnlySpan<char> text, out (Quality Quality, Provenance Provenance) mark)
    {
        Span<byte> utf8 = stackalloc byte[64];
        mark = default;
        return Encoding.UTF8.TryGetBytes(text, utf8, out var length) && SourceFlags.TryParse(utf8[..length], out mark);
    }

    private void Refuse(DelimitedReader row, int index, string code, string why) =>
        tally.Refuse(row, index, Cell(row, index), code, why);

    /// <summary>Spreadsheets write empty cells behind the last column.</summary>
    private bool IsPadding(DelimitedReader row)
    {
        for (var i = map.Width; i < row.Cells; i++)
            if (!row.Cell(i).IsEmpty) return false;
        return true;
    }

    private static ReadOnlySpan<char> Cell(DelimitedReader row, int index) => index >= 0 && index < row.Cells ? row.Cell(index) : default;

    private static string Show(ReadOnlySpan<char> text) => Tally.Show(text);
}
