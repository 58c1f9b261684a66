using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Running;
using DigitalTwin.Host.Background;

namespace DigitalTwin.Host.Rules;

/// <summary>One version of a rule: what someone wrote, armed, disarmed or removed (<see cref="Draft"/> is null). The book's own text is version 0.</summary>
internal sealed record RuleEdit(string Rule, int Version, string Who, string What, string? Reason, RuleDraft? Draft);

/// <summary>A rule as it stands.</summary>
/// <param name="Family">Of the book; <c>own</c> for one that people made.</param>
/// <param name="IsChanged">It differs from the book.</param>
internal sealed record KeptRule(Rule Rule, string Family, int Version, bool IsChanged);

/// <summary>The rules in use: the book with every edit since, in the order made. Edits are facts; other hosts of a cluster find them within half a minute.</summary>
internal sealed class RuleStore(IFactLog facts, ArmedRules armed, QuantityCatalogue quantities, CityClock clock, TimeProvider time, ILogger<RuleStore> log) : BackgroundService
{
    public const string Stream = "rules";
    public const int MostRules = 1000;
    private const int MostEdits = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile IReadOnlyDictionary<string, KeptRule> _rules = new Dictionary<string, KeptRule>();
    private long _seen = -1;

    public IReadOnlyCollection<KeptRule> All => [.. _rules.Values];

    public KeptRule? Find(string id) => _rules.GetValueOrDefault(id);

    /// <summary>Every version of a rule, oldest first.</summary>
    public async Task<IReadOnlyList<(RuleEdit Edit, Instant At)>> History(string id, CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, new Instant(long.MaxValue), MostEdits, cancel)).Where(f => f.Subject == id).Select(f => (Read(f), f.KnownAt))];

    /// <summary>Keeps a version of a rule that has no fault, and puts it to use.</summary>
    public async Task<KeptRule?> Make(string id, string who, string what, string? reason, RuleDraft? draft, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            var version = (await History(id, cancel)).Count + 1;
            var now = clock.Now;
            await facts.Append(Stream, id, now, now, JsonSerializer.SerializeToUtf8Bytes(new RuleEdit(id, version, who, what, reason, draft), JsonSerializerOptions.Web), cancel);
            await Load(cancel);
            return Find(id);
        }
        finally
        {
            _gate.Release();
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken); // Before the first reading is judged.
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(time, Pause, log, "Edits of rules could not be read", Catch, stoppingToken);

    private async Task Catch(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            await Load(cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task Load(CancellationToken cancel)
    {
        var latest = await facts.LatestPerSubject(Stream, null, cancel);
        var newest = latest.Select(f => f.Sequence).DefaultIfEmpty(0).Max();
        if (newest == _seen) return;
        var edits = latest.Select(Read).ToDictionary(e => e.Rule);
        var rules = new Dictionary<string, KeptRule>();
        foreach (var family in RuleBook.Families)
            foreach (var draft in family.Rules) Keep(rules, family.Id, draft, edits.GetValueOrDefault(draft.Id));
        foreach (var edit in edits.Values.Where(e => !rules.ContainsKey(e.Rule) && e.Draft is not null && RuleBook.Drafts.All(d => d.Id != e.Rule))) Keep(rules, "own", edit.Draft!, edit);
        (_rules, _seen) = (rules, newest);
        armed.Set(rules.Values.Where(r => r.Rule.Draft.Armed).Select(r => new ArmedRule(r.Rule, r.Version)));
    }

    private void Keep(Dictionary<string, KeptRule> rules, string family, RuleDraft book, RuleEdit? edit)
    {
        if (edit is { Draft: null }) return;
        if (Rule.Read(edit?.Draft ?? book, out var faults, out _, quantities) is { } rule) rules[rule.Id] = new KeptRule(rule, family, edit?.Version ?? 0, edit is not null);
        else log.LogError("Rule {Rule} cannot be read and is left out: {Faults}", book.Id, string.Join("; ", faults));
    }

    private static RuleEdit Read(Fact fact) => JsonSerializer.Deserialize<RuleEdit>(fact.Body.Span, JsonSerializerOptions.Web)!;
}
