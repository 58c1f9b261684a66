using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Cells;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Taking;

namespace DigitalTwin.Ingest.Files.Mapping;

/// <summary>A profile bound to one file's headings.</summary>
internal sealed class FileMap
{
    public required FileProfile Profile { get; init; }
    public required TimeFormat Time { get; init; }
    public required NumberFormat Number { get; init; }
    public required int TimeColumn { get; init; }
    public required int TimeOfDay { get; init; }
    public required int AssetColumn { get; init; }
    public AssetEntry? Asset { get; init; }
    public IReadOnlyList<BoundColumn> Columns { get; private set; } = [];
    public BoundLong? Long { get; private set; }
    /// <summary>Cells in the heading's row, or in the first row; 0 where unknown.</summary>
    public required int Width { get; init; }
    public required IReadOnlyList<ShownColumn> Shown { get; init; }

    /// <summary>Binds, or says what of the profile the file does not have. Of a wide file, columns that cannot be taken are refused one by one and the rest is bound.</summary>
    public static FileMap? Bind(FileProfile profile, Headings headings, AssetNames assets, QuantityCatalogue quantities, Tally tally, List<ProfileFault> faults)
    {
        int Need(string field, string? name)
        {
            if (string.IsNullOrEmpty(name)) return -1;
            var index = headings.Find(name);
            if (index < 0) faults.Add(new ProfileFault(field, $"{field} is '{name}', which is no column of this file; it has: {headings.Listed}."));
            return index;
        }
        var (time, timeOfDay, assetColumn) = (Need("time.column", profile.Time.Column), Need("time.timeOfDay", profile.Time.TimeOfDay), Need("assetColumn", profile.AssetColumn));
        var asset = string.IsNullOrEmpty(profile.Asset) ? null : assets.Find(profile.Asset);
        if (asset is null && !string.IsNullOrEmpty(profile.Asset)) faults.Add(new ProfileFault("asset", $"asset is '{profile.Asset}', which does not exist; expected the id of an asset of an imported network."));
        var isTimed = TimeFormat.TryCreate(profile.Time, out var format, out var wrong);
        if (!isTimed) faults.Add(wrong!);
        var longColumns = profile is { Layout: FileLayout.Long, Long: { } l }
            ? new BoundLong(Need("long.quantity", l.Quantity), Need("long.value", l.Value), Need("long.unit", l.Unit), Need("long.flag", l.Flag)) : null;
        var columns = longColumns is null && faults.Count == 0 ? BindColumns(profile, headings, asset, assets, quantities, tally) : [];
        if (longColumns is null && columns.Count == 0 && faults.Count == 0) faults.Add(new ProfileFault("columns", "no column of the profile can be taken from this file."));
        if (faults.Count > 0) return null;
        int[] shown = longColumns is null ? [time, timeOfDay, assetColumn, .. columns.Select(c => c.Index)] : [time, timeOfDay, assetColumn, longColumns.Quantity, longColumns.Value, longColumns.Unit];
        return new FileMap
        {
            Profile = profile, Time = format!, Number = new NumberFormat(profile), TimeColumn = time, TimeOfDay = timeOfDay, AssetColumn = assetColumn, Asset = asset,
            Columns = columns, Long = longColumns, Width = headings.Count, Shown = [.. shown.Where(i => i >= 0).Distinct().Order().Select(i => new ShownColumn(i + 1, headings.Of(i)))],
        };
    }

    private static List<BoundColumn> BindColumns(FileProfile profile, Headings headings, AssetEntry? ofFile, AssetNames assets, QuantityCatalogue quantities, Tally tally)
    {
        var bound = new List<BoundColumn>();
        foreach (var column in profile.Columns)
        {
            var index = headings.Find(column.Column);
            if (index < 0)
            {
                tally.Refuse(headings.Row, 0, column.Column, column.Column, RefusalCodes.MissingColumn, $"The profile names a column '{column.Column}' that this file does not have.");
                continue;
            }
            var asset = string.IsNullOrEmpty(column.Asset) ? null : assets.Find(column.Asset);
            if (asset is null && !string.IsNullOrEmpty(column.Asset))
            {
                tally.Refuse(headings.Row, index + 1, column.Column, column.Asset, RefusalCodes.UnknownAsset, $"Asset '{column.Asset}' does not exist; no value of this column is taken.");
                continue;
            }
            // The profile was checked, so quantity and unit are known.
            var definition = quantities.Find(column.Quantity)!;
            if (bound.FirstOrDefault(b => b.Quantity.Definition == definition && (b.Quantity.Asset ?? ofFile)?.Key == (asset ?? ofFile)?.Key) is { } same)
            {
                tally.Refuse(headings.Row, index + 1, column.Column, column.Column, RefusalCodes.SameSeries,
                    $"'{same.Heading}' gives {definition.Name} of the same asset already; name another asset, or leave one of the two out. No value of this column is taken.");
                continue;
            }
            UnitConversion.Default.TryFind(definition.Quantity, string.IsNullOrEmpty(column.Unit) ? null : column.Unit, out var scale, out _);
            bound.Add(new BoundColumn(index, column.Column, new BoundQuantity(definition, scale, asset) { Minimum = Canonical(column.Minimum, scale), Maximum = Canonical(column.Maximum, scale) }, string.IsNullOrEmpty(column.Flag) ? -1 : headings.Find(column.Flag)));
        }
        return bound;
    }

    private static double Canonical(double? value, UnitScale scale) => value is { } given ? scale.ToCanonical(given) : double.NaN;
}
