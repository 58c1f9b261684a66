using System.Globalization;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Language;
using DigitalTwin.Domain.Rules.Running;

namespace DigitalTwin.Domain.Tests.Rules;

/// <summary>One line of BookCases.json: series over some hours in canonical units, and the level that a rule must come to.</summary>
/// <remarks>A series is a number that stays, [a, b] that goes evenly from a to b, [a, b, h] that does so in the last h hours, or "0/1 x 8" that toggles so often an hour. A prefix as <c>upstream.manhole.cod</c> puts it on a neighbour.</remarks>
internal sealed record BookCase(string Rule, WarningLevel Level, double Hours, double EveryMinutes, JsonElement Values, string Text)
{
    private static readonly Instant End = Instant.From(new DateTimeOffset(2026, 5, 13, 6, 0, 0, TimeSpan.Zero)); // Wednesday 14:00 in the city.
    private static readonly AssetKey Own = new(1);

    public static IReadOnlyList<BookCase> All { get; } = Load();

    public WarningLevel Run()
    {
        var rule = Domain.Rules.Book.Rule.Read(RuleBook.Drafts.Single(d => d.Id == Rule), out _, out _)!;
        var neighbours = new Stage(Values);
        var run = new RuleRun(rule, neighbours.SubjectOf(Own), neighbours);
        var readings = Values.EnumerateObject().SelectMany(p => Readings(neighbours.AssetOf(p.Name), p.Name[(p.Name.LastIndexOf('.') + 1)..], p.Value)).OrderBy(r => r.At.UnixMilliseconds).ToArray();
        var turns = new List<RuleTurn>();
        foreach (var reading in readings) run.Observe(reading, turns);
        run.Look(End, turns);
        return run.Level;
    }

    private IEnumerable<Reading> Readings(AssetKey asset, string quantity, JsonElement value)
    {
        var code = QuantityCatalogue.Default.Find(quantity)!.Quantity;
        var count = (int)(Hours * 60 / EveryMinutes);
        for (var i = 0; i <= count; i++)
        {
            var share = (double)i / count;
            var number = value.ValueKind switch
            {
                JsonValueKind.Array when value.GetArrayLength() == 3 => value[0].GetDouble() + Math.Max(0, 1 - (1 - share) * Hours / value[2].GetDouble()) * (value[1].GetDouble() - value[0].GetDouble()),
                JsonValueKind.Array => value[0].GetDouble() + share * (value[1].GetDouble() - value[0].GetDouble()),
                JsonValueKind.String => Toggled(value.GetString()!, share * Hours),
                _ => value.GetDouble(),
            };
            yield return new Reading(asset, code, End - TimeSpan.FromMinutes((count - i) * EveryMinutes), number, Quality.Good, Provenance.Measured);
        }
    }

    private static double Toggled(string text, double hours) => (int)(hours * 2 * double.Parse(text.Split('x')[1], CultureInfo.InvariantCulture)) % 2;

    private static List<BookCase> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rules", "BookCases.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(e => new BookCase(e.GetProperty("rule").GetString()!, Enum.Parse<WarningLevel>(e.GetProperty("level").GetString()!, true),
            e.TryGetProperty("hours", out var h) ? h.GetDouble() : 3, e.TryGetProperty("every", out var m) ? m.GetDouble() : 5, e.GetProperty("values").Clone(), e.GetRawText()))];
    }

    /// <summary>The asset with every dimension a rule asks for, bound by class 1A of GB 18918, and the neighbours that the values name.</summary>
    private sealed class Stage(JsonElement values) : INeighbours
    {
        private readonly List<string> _others = [.. values.EnumerateObject().Where(p => p.Name.Contains('.')).Select(p => p.Name[..p.Name.LastIndexOf('.')]).Distinct()];

        public AssetKey AssetOf(string name) => name.Contains('.') ? new AssetKey(2 + _others.IndexOf(name[..name.LastIndexOf('.')])) : Own;

        public IReadOnlyList<AssetKey> Find(AssetKey asset, RuleRelation relation, AssetKind kind, IReadOnlyList<Quantity> quantities, int most)
        {
            var prefix = $"{relation.ToString().ToLowerInvariant()}.{kind.WireName()}";
            return _others.IndexOf(prefix) is >= 0 and var at ? [new AssetKey(2 + at)] : [];
        }

        public RuleSubject SubjectOf(AssetKey asset) => new(new AssetProfile(asset, AssetKind.TreatmentPlant, CrownDepth: 1, FullDepth: 4, StartDepth: 2, IntervalSeconds: 1800, LimitClass: "GB18918-2002-1A"), LocalRules.Default, 1, 100, 1);
    }
}
