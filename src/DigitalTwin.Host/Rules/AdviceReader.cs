using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Language;
using DigitalTwin.Domain.Rules.Running;
using DigitalTwin.Grains.Rules;

namespace DigitalTwin.Host.Rules;

/// <summary>What a rule advises at an asset.</summary>
/// <param name="Raise">Null where the rule is not armed and merely holds now.</param>
internal sealed record Advice(KeptRule Rule, AssetEntry Asset, WarningLevel Level, Instant? Since, RuleRaise? Raise, Diagnosis Diagnosis, IReadOnlyList<Evidence> Evidence);

/// <summary>A reading that a rule rests on, with the condition's window or its newest value.</summary>
internal sealed record Evidence(AssetEntry Asset, Quantity Quantity, double Value, Instant At);

/// <summary>Puts advice together for one asset: what its armed rules have raised, and what else of the book holds there now, folded from history when asked.</summary>
internal sealed class AdviceReader(RuleStore store, RuleBoard board, RuleGrainServices services)
{
    public async Task<IReadOnlyList<Advice>> Of(AssetEntry asset, CancellationToken cancel)
    {
        if (services.Neighbours(asset.Id.Network) is not { } neighbours) return [];
        var now = services.Clock.Now;
        var raised = (await board.Open(cancel)).Where(r => r.Asset == asset.Id.Value).ToDictionary(r => r.Rule);
        var reported = services.History.Latest(asset.Key).Select(k => k.Reading.Quantity).ToHashSet();
        var advice = new List<Advice>();
        foreach (var kept in store.All.Where(r => r.Rule.Kinds.Contains(asset.Kind)))
        {
            var raise = raised.GetValueOrDefault(kept.Rule.Id);
            var looksHere = kept.Rule.Conditions.Any(c => c.Inputs.Any(i => i.Group != RuleGroup.Own || reported.Contains(i.Quantity)));
            if (raise is null && !looksHere) continue;
            var (level, since) = raise is not null ? (raise.Level, (Instant?)new Instant(raise.Since)) : (WarningLevel.None, null);
            RuleRun? run = null;
            if (raise is null)
            {
                run = new RuleRun(kept.Rule, neighbours.SubjectOf(asset.Key), neighbours);
                RunFolder.Fold(run, await RunFolder.Past(services.History, run, now, cancel), now);
                (level, since) = (run.Level, run.Since == default ? null : run.Since);
            }
            if (level == WarningLevel.None) continue;
            run ??= new RuleRun(kept.Rule, neighbours.SubjectOf(asset.Key), neighbours);
            advice.Add(new Advice(kept, asset, level, since, raise, await Diagnose(kept.Rule, asset, neighbours, now, cancel), EvidenceOf(run)));
        }
        return [.. advice.OrderByDescending(a => a.Raise is not null).ThenByDescending(a => a.Level).ThenByDescending(a => a.Since?.UnixMilliseconds)];
    }

    /// <summary>Each sign folded like a rule of its own: its answer now.</summary>
    private async Task<Diagnosis> Diagnose(Rule rule, AssetEntry asset, NetworkNeighbours neighbours, Instant now, CancellationToken cancel)
    {
        var found = new List<Truth>();
        foreach (var sign in rule.Signs)
        {
            if (sign.When is null)
            {
                found.Add(Truth.Unknown);
                continue;
            }
            var run = RuleRun.OfSign(rule, sign.When, neighbours.SubjectOf(asset.Key), neighbours);
            RunFolder.Fold(run, await RunFolder.Past(services.History, run, now, cancel), now);
            found.Add(run.FirstStep);
        }
        return Diagnosis.Of(rule.Draft, found);
    }

    private IReadOnlyList<Evidence> EvidenceOf(RuleRun run) => [.. run.Series
        .Select(s => (Asset: services.Registry.Find(s.Asset), s.Quantity, Known: services.History.Latest(s.Asset).Where(k => k.Reading.Quantity == s.Quantity).ToArray()))
        .Where(s => s.Asset is not null && s.Known.Length > 0).Select(s => new Evidence(s.Asset!, s.Quantity, s.Known[0].Reading.Value, s.Known[0].Reading.At)).Take(12)];
}
