using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Language;
using DigitalTwin.Domain.Rules.Running;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Rules;

namespace DigitalTwin.Host.Http.Rules;

/// <summary>A rule as the API shows it: what was written, and how it stands.</summary>
/// <param name="Open">At how many assets it holds now.</param>
internal sealed record RuleView(string Id, string Family, int Version, bool Changed, int Open, RuleDraft Rule)
{
    public static RuleView Of(KeptRule kept, int open) => new(kept.Rule.Id, kept.Family, kept.Version, kept.IsChanged, open, kept.Rule.Draft);
}

/// <summary>A fault or note with its place in the field's text.</summary>
internal sealed record FaultView(string Field, int Start, int End, Words Message, IReadOnlyList<string> Expected, string? Suggestion)
{
    public static FaultView Of(RuleFault f) => Of(f.Field, f.Fault);
    public static FaultView Of(string field, TextFault f) => new(field, f.Start, f.End, new Words(f.Message.Chinese, f.Message.English), f.Expected, f.Suggestion);
}

internal sealed record CheckView(bool Ok, FaultView[] Faults, FaultView[] Notes);

internal sealed record WordView(string Name, string Kind, string Form, Words Meaning, string Example);
internal sealed record QuantityWord(string Name, string Unit, Words Meaning);

/// <summary>All that can stand in a condition.</summary>
internal sealed record WordsView(WordView[] Words, QuantityWord[] Quantities, string[] Kinds, string[] Units)
{
    public static WordsView Of(QuantityCatalogue quantities) => new(
        [.. RuleWords.All.Select(w => new WordView(w.Name, w.Kind.ToString().ToLowerInvariant(), w.Form, new Words(w.Meaning.Chinese, w.Meaning.English), w.Example))],
        [.. quantities.All.OrderBy(q => q.Quantity.Code).Select(q => new QuantityWord(q.Name, q.Unit == "1" ? "" : q.Unit, new Words(q.Chinese, q.English)))],
        [.. Enum.GetValues<AssetKind>().Select(k => k.WireName())],
        [.. UnitConversion.Default.All.Select(u => u.Unit).Where(u => u is not ("" or "1" or "in")).Distinct().Order(StringComparer.Ordinal)]);
}

internal sealed record EditView(int Version, string At, string Who, string What, string? Reason, RuleDraft? Rule);

internal sealed record RaiseView(string Rule, Words Title, string Asset, string? AssetName, string Level, string Since)
{
    public static RaiseView Of(RuleRaise r, IRegistry registry) =>
        new(r.Rule, r.Title, r.Asset, registry.Find(new AssetId(r.Asset))?.Name, WireNames.Of(r.Level), new Instant(r.Since).ToString());
}

internal sealed record TrialView(string From, string To, int Assets, int AllAssets, long Readings, bool Cut, int Count, double PerDay, TrialRaiseView[] Items)
{
    public static TrialView Of(TrialResult t) => new(t.From.ToString(), t.To.ToString(), t.Assets, t.AllAssets, t.Readings, t.WasCut, t.Raises.Count,
        Math.Round(t.Raises.Count / Math.Max((t.To - t.From).TotalDays, 1e-9), 2),
        [.. t.Raises.Select(r => new TrialRaiseView(r.Asset.Id.Value, r.Asset.Name, WireNames.Of(r.Worst), r.Start.ToString(), r.End?.ToString()))]);
}

internal sealed record TrialRaiseView(string Asset, string? Name, string Level, string Start, string? End);

/// <summary>Advice as the page's card shows it. Probabilities and weights from 0 to 1, information in bit.</summary>
internal sealed record AdviceView(string Rule, Words Title, string Family, bool Armed, bool Raised, string Level, string? Since, string When, EvidenceView[] Evidence, CauseView[] Causes, SignView[] Signs, SignView? Next,
    IReadOnlyList<ActionDraft> Actions, IReadOnlyList<NumberSource> Numbers)
{
    public static AdviceView Of(Advice a, QuantityCatalogue quantities) => new(a.Rule.Rule.Id, a.Rule.Rule.Draft.Title!, a.Rule.Family, a.Rule.Rule.Draft.Armed, a.Raise is not null, WireNames.Of(a.Level), a.Since?.ToString(),
        a.Rule.Rule.Steps.LastOrDefault(s => s.Level <= a.Level)?.When.Text ?? "",
        [.. a.Evidence.Select(e => EvidenceView.Of(e, quantities))],
        [.. a.Diagnosis.Causes.Select(c => new CauseView(c.Cause.Id, new Words(c.Cause.Zh, c.Cause.En), Math.Round(c.Probability, 3)))],
        [.. a.Diagnosis.Signs.Select(SignView.Of)], a.Diagnosis.Next is { } next ? SignView.Of(next) : null, a.Rule.Rule.Draft.Actions, a.Rule.Rule.Draft.Numbers);
}

internal sealed record EvidenceView(string Asset, string? Name, string Quantity, Words QuantityName, double Value, string Unit, string At)
{
    public static EvidenceView Of(Evidence e, QuantityCatalogue quantities)
    {
        var definition = quantities.Of(e.Quantity);
        return new EvidenceView(e.Asset.Id.Value, e.Asset.Name, definition.Name, new Words(definition.Chinese, definition.English), e.Value, definition.Unit, e.At.ToString());
    }
}

internal sealed record CauseView(string Id, Words Title, double Weight);

/// <param name="Found">True, false, or null for not known; <paramref name="ByEye"/> where no sensor tells.</param>
internal sealed record SignView(Words Title, bool? Found, bool ByEye, double Information)
{
    public static SignView Of(SignFound s) => new(new Words(s.Sign.Zh, s.Sign.En), s.Found switch { Truth.True => true, Truth.False => false, _ => null }, s.Sign.When is null, Math.Round(s.Information, 3));
}
