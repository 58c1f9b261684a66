using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Risk;

namespace DigitalTwin.Host.Warnings;

/// <summary>Which warnings are asked for.</summary>
/// <param name="IsOpen">Null for both.</param>
/// <param name="Asset">Cause or effect; null for all.</param>
/// <param name="AsOf">As known then; null for now.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
internal sealed record WarningQuestion(bool? IsOpen, string? Asset, Instant? AsOf, WarningCursor? After, int Limit);

/// <summary>Warnings of now from the board, and those of the past from the fact log, both without reading all that ever were.</summary>
internal sealed class WarningArchive(WarningBoard board, IFactLog facts)
{
    private const int ClosedAtOnce = 500;

    /// <summary>Ended ones looked at for one page; where few of them concern the asset asked for, a page is short, or empty, and the next goes on.</summary>
    private const int MostLookedAt = 5_000;

    /// <summary>The gravest and newest of the open ones first, then what ended, newest first; and where the next page begins, null at the end.</summary>
    public async Task<(IReadOnlyList<WarningRecord> Found, WarningCursor? Next)> Find(WarningQuestion question, CancellationToken cancel)
    {
        var found = new List<WarningRecord>();
        var after = question.After;
        if (question.IsOpen is not false && after?.Ended is null)
        {
            var open = (await Open(question.AsOf, cancel)).Where(w => Concerns(w, question.Asset)).OrderBy(w => w, WarningCursor.OpenOrder).SkipWhile(w => after is not null && !after.IsBefore(w));
            found.AddRange(open.Take(question.Limit));
            if (found.Count == question.Limit) return (found, WarningCursor.After(found[^1]));
            after = null;
        }
        if (question.IsOpen is true) return (found, null);
        var mark = after?.Ended;
        for (var looked = 0; looked < MostLookedAt; looked += ClosedAtOnce)
        {
            var closed = await facts.Closed(RiskGrainServices.WarningStream, question.AsOf, mark, ClosedAtOnce, cancel);
            foreach (var fact in closed)
            {
                mark = new ClosedMark(fact.ClosedAt!.Value, fact.Subject);
                if (RiskGrainServices.Read(fact) is not { EndedAt: not null } warning || !Concerns(warning, question.Asset)) continue;
                found.Add(warning);
                if (found.Count == question.Limit) return (found, WarningCursor.After(mark.Value));
            }
            if (closed.Count < ClosedAtOnce) return (found, null);
        }
        return (found, WarningCursor.After(mark!.Value));
    }

    /// <summary>A warning as known at a time, with the records by which it goes on in other catchments, the first first; empty where there is none.</summary>
    public async Task<IReadOnlyList<WarningRecord>> Whole(string id, Instant? asOf, CancellationToken cancel)
    {
        bool IsPart(WarningRecord w) => w.Id == id || w.Id.StartsWith(id + ">", StringComparison.Ordinal);
        var parts = (await Open(asOf, cancel)).Where(IsPart).ToDictionary(w => w.Id);
        ClosedMark? mark = null;
        // What has ended is looked for only where the warning itself is not open: its continuations end with it.
        for (var looked = 0; !parts.ContainsKey(id) && looked < MostLookedAt; looked += ClosedAtOnce)
        {
            var closed = await facts.Closed(RiskGrainServices.WarningStream, asOf, mark, ClosedAtOnce, cancel);
            foreach (var warning in closed.Select(RiskGrainServices.Read).Where(IsPart)) parts.TryAdd(warning.Id, warning);
            if (closed.Count < ClosedAtOnce) break;
            mark = new ClosedMark(closed[^1].ClosedAt!.Value, closed[^1].Subject);
        }
        return parts.ContainsKey(id) ? [.. parts.Values.OrderBy(w => w.Id.Length).ThenBy(w => w.Id, StringComparer.Ordinal)] : [];
    }

    private async Task<IEnumerable<WarningRecord>> Open(Instant? asOf, CancellationToken cancel) =>
        asOf is null ? board.Open() : (await facts.Open(RiskGrainServices.WarningStream, asOf, cancel)).Select(RiskGrainServices.Read);

    private static bool Concerns(WarningRecord warning, string? asset) => asset is null || warning.Cause.Asset == asset || warning.Effects.Any(e => e.Asset == asset);
}
