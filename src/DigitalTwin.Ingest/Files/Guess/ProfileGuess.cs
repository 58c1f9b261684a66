using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Ingest.Files.Guess;

/// <summary>Makes a profile of what headings and cells of a sample look like.</summary>
internal sealed class ProfileGuess(IRegistry registry, QuantityCatalogue quantities, SampledColumn[] columns, int headerRow)
{
    private readonly HeadingWords _words = HeadingWords.Default;
    private readonly List<GuessDoubt> _doubts = [];

    public (FileProfile Profile, IReadOnlyList<GuessDoubt> Doubts) Make()
    {
        var time = Time(out var timeColumn, out var ofDay);
        var rest = columns.Where(c => c != timeColumn && c != ofDay).ToArray();
        var asset = rest.FirstOrDefault(c => c.Kind == "text" && (_words.Is("asset", c.Heading) || c.Cells.Any(IsAsset)));
        var profile = new FileProfile { Time = time, AssetColumn = asset is null ? null : Ref(asset), Network = registry.Networks.Count == 1 ? registry.Networks[0] : null };
        var (value, parameter) = (rest.FirstOrDefault(c => _words.Is("value", c.Heading)), rest.FirstOrDefault(c => _words.Is("parameter", c.Heading)));
        profile = value is not null && parameter is not null ? Long(profile, rest, parameter, value) : Wide(profile, [.. rest.Where(c => c != asset)]);
        profile = profile with { Decimal = Decimal(rest, out var thousands), Thousands = thousands };
        if (asset is null && profile.Columns.All(c => c.Asset is null) && profile.Long?.Names.Values.All(n => n.Asset is null) != false)
            _doubts.Add(new GuessDoubt("noAsset", "No column names an asset; name one for the file, or one for each column."));
        return (profile, _doubts);
    }

    private FileTime Time(out SampledColumn? column, out SampledColumn? ofDay)
    {
        ofDay = null;
        column = columns.Where(c => c.TimeFormat is not null).OrderByDescending(c => _words.Is("time", c.Heading)).FirstOrDefault();
        if (column is null)
        {
            _doubts.Add(new GuessDoubt("noTime", "No column looks like times; name the column and its format."));
            return new FileTime { Column = columns.FirstOrDefault(c => _words.Is("time", c.Heading)) is { } named ? Ref(named) : "" };
        }
        var format = column.TimeFormat!;
        if (format.StartsWith("M/d/", StringComparison.Ordinal) && TimeGuess.Fits("d/M/yyyy|d/M/yyyy H:mm|d/M/yyyy H:mm:ss", column.Cells))
            _doubts.Add(new GuessDoubt("dayOrMonth", $"'{column.Cells[0]}' can be read with the day first or the month first; the month is assumed."));
        if (column.Cells.All(c => !c.Contains(':')))
            ofDay = columns.FirstOrDefault(c => c.IsTimeOfDay && _words.Is("timeOfDay", c.Heading));
        return new FileTime { Column = Ref(column), TimeOfDay = ofDay is null ? null : Ref(ofDay), Format = format };
    }

    private FileProfile Wide(FileProfile profile, SampledColumn[] rest)
    {
        var found = new List<FileColumn>();
        foreach (var column in rest.Where(c => c.Numbers > 0 && c.Kind is "number" or "text"))
        {
            var own = OwnHeading(column.Heading, profile.Network);
            if ((own is null ? _words.Quantity(column.Heading) : null) is { } meant && column.Numbers * 4 >= column.Cells.Length) found.Add(new FileColumn { Column = Ref(column), Quantity = meant.Quantity, Unit = meant.Unit });
            else if (own is not null) found.Add(own with { Column = Ref(column) });
        }
        if (found.Count == 0) _doubts.Add(new GuessDoubt("noQuantity", "No heading names a quantity that is known here; choose what each column holds."));
        return profile with { Layout = FileLayout.Wide, Columns = [.. found] };
    }

    private FileProfile Long(FileProfile profile, SampledColumn[] rest, SampledColumn parameter, SampledColumn value)
    {
        var names = new Dictionary<string, LongName>();
        foreach (var name in parameter.Cells.Distinct().Take(500))
            if (quantities.Find(name) is null && (OwnHeading(name, profile.Network) is { } own ? new LongName(own.Quantity, own.Unit, own.Asset)
                : _words.Quantity(name) is { } meant ? new LongName(meant.Quantity, meant.Unit) : null) is { } stands) names[name] = stands;
        var unknown = parameter.Cells.Distinct().FirstOrDefault(n => !names.ContainsKey(n) && quantities.Find(n) is null);
        if (unknown is not null) _doubts.Add(new GuessDoubt("noQuantity", $"'{unknown}' is no quantity that is known here; say what it stands for."));
        return profile with
        {
            Layout = FileLayout.Long,
            Long = new LongColumns
            {
                Quantity = Ref(parameter), Value = Ref(value), Names = names,
                Unit = rest.FirstOrDefault(c => _words.Is("unit", c.Heading)) is { } unit ? Ref(unit) : null,
                Flag = rest.FirstOrDefault(c => _words.Is("flag", c.Heading) && c.Kind == "text") is { } flag ? Ref(flag) : null,
            },
        };
    }

    /// <summary>A heading in the platform's own form, <c>{local id}.{quantity}_{unit}</c>.</summary>
    private FileColumn? OwnHeading(string heading, string? network)
    {
        var dot = heading.LastIndexOf('.');
        if (dot < 1) return null;
        var (id, rest) = (heading[..dot], heading[(dot + 1)..]);
        var asset = id.Contains(':') || network is null ? id : $"{network}:{id}";
        var cut = rest.IndexOf('_');
        var (name, unit) = cut < 0 ? (rest, null) : (rest[..cut], rest[(cut + 1)..]);
        if (!AssetId.IsValid(asset) || registry.Find(new AssetId(asset)) is null || quantities.Find(name) is not { } quantity) return null;
        return new FileColumn { Quantity = quantity.Name, Asset = asset, Unit = unit is not null && UnitConversion.Default.TryFind(quantity.Quantity, unit, out _, out _) ? unit : null };
    }

    private string Decimal(SampledColumn[] rest, out string thousands)
    {
        var (point, comma) = (rest.Sum(c => c.PointNumbers), rest.Sum(c => c.CommaNumbers));
        var sign = comma > point ? "," : ".";
        var group = sign == "," ? '.' : ',';
        thousands = rest.Any(c => c.Kind == "number" && c.Cells.Any(t => t.Contains(group))) ? group.ToString() : "";
        if (thousands.Length > 0) _doubts.Add(new GuessDoubt("decimal", $"Some numbers hold '{group}': it is taken to group thousands, and '{sign}' to be the decimal sign."));
        return sign;
    }

    private bool IsAsset(string cell) => AssetId.IsValid(cell) && registry.Find(new AssetId(cell)) is not null;

    /// <summary>By place where there is no heading, or where two columns share it.</summary>
    private string Ref(SampledColumn column) => headerRow == 0 || columns.Count(c => c.Heading == column.Heading) > 1 ? $"#{column.Index + 1}" : column.Heading;
}
