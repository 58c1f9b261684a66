using System.Collections.Frozen;
using System.Text.Json;

namespace DigitalTwin.Domain.Readings;

/// <summary>Which days people work: Monday to Friday, less public holidays, plus the weekend days that are worked instead. Immutable.</summary>
/// <remarks>A year that the data does not have goes by its weekdays alone: <see cref="Knows"/> tells.</remarks>
public sealed class Holidays
{
    private readonly FrozenDictionary<DateOnly, bool> _isWorked;
    private readonly FrozenSet<int> _years;

    private Holidays(IReadOnlyDictionary<DateOnly, bool> isWorked, IEnumerable<int> years, string source, bool verified)
    {
        (_isWorked, _years, Source, IsVerified) = (isWorked.ToFrozenDictionary(), years.ToFrozenSet(), source, verified);
    }

    /// <summary>Of mainland China: <c>holidays.json</c>.</summary>
    public static Holidays China { get; } = OfChina();

    public static Holidays None { get; } = new(new Dictionary<DateOnly, bool>(), [], "", true);

    public string Source { get; }
    public bool IsVerified { get; }

    public bool Knows(int year) => _years.Contains(year);

    public bool IsWorkday(DateOnly day) => _isWorked.TryGetValue(day, out var worked) ? worked : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>These, with the years that others have in place of their own.</summary>
    public Holidays With(Holidays others) => new(_isWorked.Where(d => !others.Knows(d.Key.Year)).Concat(others._isWorked).ToDictionary(d => d.Key, d => d.Value), _years.Union(others._years), others.Source, others.IsVerified);

    /// <summary>A file like <c>holidays.json</c>: <c>{"source", "verified", "years": {"2026": {"off": ["01-01/01-03"], "work": ["01-04"]}}}</c>; spans with both ends.</summary>
    /// <exception cref="FormatException">Something in it is no such day; the message names it and what was expected.</exception>
    public static Holidays Parse(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The file of holidays is not JSON: {e.Message}", e);
        }
        using (document) return Read(document.RootElement);
    }

    private static Holidays OfChina()
    {
        using var document = EmbeddedData.Open("holidays.json");
        return Read(document.RootElement);
    }

    private static Holidays Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("years", out var years) || years.ValueKind != JsonValueKind.Object) throw new FormatException("years is absent; expected an object of years, each with off and work.");
        var isWorked = new Dictionary<DateOnly, bool>();
        var known = new List<int>();
        foreach (var year in years.EnumerateObject())
        {
            if (!int.TryParse(year.Name, out var number) || number is < 1900 or > 2999) throw new FormatException($"years has '{year.Name}'; expected a year such as 2026.");
            known.Add(number);
            foreach (var (list, worked) in new[] { ("off", false), ("work", true) })
                foreach (var span in Texts(year, list))
                    foreach (var day in DaysOf(number, span)) if (!isWorked.TryAdd(day, worked)) throw new FormatException($"{CityCalendar.Name(day)} is in years.{year.Name} twice; expected each day once.");
        }
        return new Holidays(isWorked, known, Text(root, "source"), root.TryGetProperty("verified", out var verified) && verified.ValueKind == JsonValueKind.True);
    }

    private static IEnumerable<string> Texts(JsonProperty year, string list)
    {
        if (year.Value.ValueKind != JsonValueKind.Object) throw new FormatException($"years.{year.Name} is no object; expected off and work.");
        if (!year.Value.TryGetProperty(list, out var spans)) return [];
        if (spans.ValueKind != JsonValueKind.Array || spans.EnumerateArray().Any(s => s.ValueKind != JsonValueKind.String)) throw new FormatException($"years.{year.Name}.{list} is no list of texts such as 01-01/01-03.");
        return [.. spans.EnumerateArray().Select(s => s.GetString()!)];
    }

    private static IEnumerable<DateOnly> DaysOf(int year, string span)
    {
        var ends = span.Split('/');
        if (ends.Length > 2 || !CityCalendar.TryRead($"{year}-{ends[0]}", out var first) || !CityCalendar.TryRead($"{year}-{ends[^1]}", out var last) || last < first)
            throw new FormatException($"years.{year} has '{span}'; expected a day such as 05-01, or a span such as 05-01/05-05.");
        for (var day = first; day <= last; day = day.AddDays(1)) yield return day;
    }

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
