using System.Globalization;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards;

/// <summary>Reads the documents of limits, each laid out as printed: a row a quantity, a column a class.</summary>
internal static class LimitReader
{
    private const string Folder = "Standards.Data.";

    public static LimitCatalogue LoadEmbedded()
    {
        var classes = new Dictionary<string, LimitClass>(StringComparer.OrdinalIgnoreCase);
        var waiting = EmbeddedData.Names(Folder).Select(EmbeddedData.Open).ToList();
        // A class can build on one of another document, which then goes first.
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(d => Bases(d.RootElement).All(classes.ContainsKey));
            if (next < 0) throw new InvalidOperationException($"Documents of limits build on classes that do not exist: {string.Join(", ", waiting.SelectMany(d => Bases(d.RootElement)))}.");
            using var document = waiting[next];
            waiting.RemoveAt(next);
            foreach (var read in Classes(document.RootElement, classes)) classes.Add(read.Id, read);
        }
        using var assignments = EmbeddedData.Open("standards.json");
        var root = assignments.RootElement;
        return new LimitCatalogue(classes.Values,
            root.GetProperty("defaults").EnumerateArray().ToDictionary(d => Kind(d.GetProperty("kind")), d => d.GetProperty("class").GetString()!),
            [.. root.GetProperty("uses").EnumerateArray().Select(u => new ReuseUse(u.GetProperty("use").GetString()!, Title(u), u.GetProperty("class").GetString()!))]);
    }

    public static Quantity Quantity(JsonElement name) => QuantityCatalogue.Default.Find(name.GetString()!)?.Quantity
        ?? throw new InvalidOperationException($"Quantity '{name.GetString()}' of the rules is not in the catalogue.");

    public static AssetKind Kind(JsonElement name) => AssetKinds.TryParse(name.GetString()!, out var kind) ? kind
        : throw new InvalidOperationException($"Asset kind '{name.GetString()}' of the rules is unknown.");

    private static IEnumerable<string> Bases(JsonElement document) =>
        document.GetProperty("classes").EnumerateArray().Select(c => Text(c, "basedOn")).OfType<string>();

    private static IEnumerable<LimitClass> Classes(JsonElement document, Dictionary<string, LimitClass> known)
    {
        var columns = document.GetProperty("classes").EnumerateArray().ToArray();
        for (var column = 0; column < columns.Length; column++)
        {
            var own = document.GetProperty("limits").EnumerateArray().Select(row => Cell(row, document, column)).OfType<Limit>().ToArray();
            var inherited = Text(columns[column], "basedOn") is { } basis ? known[basis].Limits.Where(l => own.All(o => o.Quantity != l.Quantity)) : [];
            yield return new LimitClass(columns[column].GetProperty("id").GetString()!, document.GetProperty("document").GetString()!, Title(document), Title(columns[column]),
                Title(document.GetProperty("source")), Order(own.Concat(inherited)));
        }
    }

    /// <summary>A condition narrows a limit, so it is asked before the general one; an instant is judged before a mean.</summary>
    public static IReadOnlyList<Limit> Order(IEnumerable<Limit> limits) => [.. limits.OrderBy(l => l.When is null).ThenBy(l => l.Basis)];

    private static Limit? Cell(JsonElement row, JsonElement document, int column)
    {
        var (min, max) = (Number(row, "min", column), Number(row, "max", column));
        var pending = row.TryGetProperty("pending", out var flag) && flag.GetBoolean();
        if (min is null && max is null && !pending) return null;
        return new Limit(Quantity(row.GetProperty("quantity")), min, max, Enum.Parse<LimitBasis>(row.GetProperty("basis").GetString()!, ignoreCase: true),
            Text(row, "document") ?? document.GetProperty("document").GetString()!, Text(row, "clause") ?? document.GetProperty("clause").GetString()!,
            Day(Text(row, "validFrom") ?? document.GetProperty("validFrom").GetString()!),
            (Text(row, "validTo") ?? Text(document, "validTo")) is { } end ? Day(end) : null,
            row.TryGetProperty("when", out var when) ? new LimitCondition(Quantity(when.GetProperty("quantity")), when.GetProperty("atMost").GetDouble()) : null,
            (row.TryGetProperty("verified", out var verified) ? verified : document.GetProperty("verified")).GetBoolean(), row.TryGetProperty("note", out var note) ? Title(note) : null);
    }

    /// <summary>One number stands for every column; in a list a null says that this class has no limit.</summary>
    private static double? Number(JsonElement row, string name, int column)
    {
        if (!row.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Array) value = value[column];
        return value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
    }

    private static Title Title(JsonElement e) => new(e.GetProperty("zh").GetString()!, e.GetProperty("en").GetString()!);
    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
