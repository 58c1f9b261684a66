using System.Text.Json;
using System.Text.RegularExpressions;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Files.Guess;

/// <summary>What headings usually mean, from <c>headings.json</c> and the platform's own names.</summary>
internal sealed partial class HeadingWords
{
    private readonly Dictionary<string, HashSet<string>> _roles = [];
    private readonly Dictionary<string, string> _quantities = [];
    private readonly Dictionary<string, string> _units = [];

    private HeadingWords(JsonElement root, QuantityCatalogue catalogue)
    {
        foreach (var definition in catalogue.All)
            foreach (var name in definition.Aliases.Concat([definition.Name, definition.Chinese, definition.English])) _quantities.TryAdd(name.ToLowerInvariant(), definition.Name);
        foreach (var quantity in root.GetProperty("quantities").EnumerateObject())
            foreach (var word in quantity.Value.EnumerateArray()) _quantities[word.GetString()!] = quantity.Name;
        foreach (var unit in root.GetProperty("units").EnumerateObject()) _units[unit.Name] = unit.Value.GetString()!;
        foreach (var role in root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array))
            _roles[role.Name] = [.. role.Value.EnumerateArray().Select(w => w.GetString()!)];
    }

    public static HeadingWords Default { get; } = Load();

    /// <summary>Whether a heading, without what stands in brackets, is one of a role's words.</summary>
    public bool Is(string role, string heading) => _roles[role].Contains(Bare(heading));

    /// <summary>The quantity that a heading speaks of; its unit too, where it names one that fits.</summary>
    public (string Quantity, string? Unit)? Quantity(string heading)
    {
        var bare = Bare(heading);
        var words = Words(bare);
        var name = _quantities.GetValueOrDefault(bare) ?? Enumerable.Range(0, words.Length).SelectMany(i => new[] { Joined(words, i, 3), Joined(words, i, 2), words[i] })
            .Select(w => _quantities.GetValueOrDefault(w)).LastOrDefault(q => q is not null);
        name ??= _quantities.Where(q => q.Key.Length > 1 && q.Key[0] > 0x2E80 && bare.Contains(q.Key)).OrderByDescending(q => q.Key.Length).Select(q => q.Value).FirstOrDefault();
        return name is null ? null : (name, Unit(heading, name));
    }

    private string? Unit(string heading, string quantity)
    {
        var code = QuantityCatalogue.Default.Find(quantity)!.Quantity;
        var words = Words(heading.ToLowerInvariant());
        var bracketed = Brackets().Matches(heading).Select(m => m.Groups[1].Value.Trim());
        var candidates = bracketed.Concat(heading.Contains(',') ? [heading[(heading.LastIndexOf(',') + 1)..].Trim()] : Array.Empty<string>())
            .Concat(words.Length > 1 ? [words[^2] + "/" + words[^1], words[^2] + words[^1], words[^1]] : Array.Empty<string>());
        foreach (var candidate in candidates.SelectMany(c => new[] { _units.GetValueOrDefault(c.ToLowerInvariant()) ?? "", c }))
            if (candidate.Length > 0 && candidate != quantity && UnitConversion.Default.TryFind(code, candidate, out _, out _)) return candidate;
        return null;
    }

    private static string Bare(string heading) => Brackets().Replace(heading, "").Trim().ToLowerInvariant();
    private static string Joined(string[] words, int at, int count) => at + count <= words.Length ? string.Concat(words[at..(at + count)]) : "";
    private static string[] Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    private static HeadingWords Load()
    {
        using var stream = typeof(HeadingWords).Assembly.GetManifestResourceStream("headings.json") ?? throw new InvalidOperationException("headings.json is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return new HeadingWords(document.RootElement, QuantityCatalogue.Default);
    }

    [GeneratedRegex(@"[\[(（【]([^\])）】]*)[\])）】]")]
    private static partial Regex Brackets();

    // Chinese runs into Latin without a space: 出水COD.
    [GeneratedRegex(@"[a-z0-9]+|[\u2E80-\uFFEF]+")]
    private static partial Regex Word();
}
