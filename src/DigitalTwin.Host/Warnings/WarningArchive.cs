using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Risk;

namespace DigitalTwin.Host.Warnings;

/// <summary>Which warnings are asked for.</summary>
/// <param name="IsOpen">Null for both.</param>
/// <param name="Asset">Cause or effect; null for all.</param>
/// <param name="AsOf">As known then; null for now.</param>
internal sealed record WarningQuestion(bool? IsOpen, string? Asset, Instant? AsOf);

/// <summary>Warnings of now from the board, and those of the past from the fact log.</summary>
internal sealed class WarningArchive(WarningBoard board, IFactLog facts)
{
    /// <summary>The gravest and newest of the open ones first, then what ended, newest first.</summary>
    public async Task<IReadOnlyList<WarningRecord>> Find(WarningQuestion question, CancellationToken cancel)
    {
        IEnumerable<WarningRecord> found = question is { IsOpen: true, AsOf: null }
            ? board.Open()
            : (await facts.LatestPerSubject(RiskGrainServices.WarningStream, question.AsOf, cancel)).Select(RiskGrainServices.Read);
        if (question.IsOpen is { } open) found = found.Where(w => (w.EndedAt is null) == open);
        if (question.Asset is { } asset) found = found.Where(w => w.Cause.Asset == asset || w.Effects.Any(e => e.Asset == asset));
        return [.. found.OrderBy(w => w.EndedAt is not null).ThenByDescending(w => w.EndedAt ?? 0).ThenByDescending(w => w.Level)
            .ThenByDescending(w => w.Cause.Since).ThenBy(w => w.Id, StringComparer.Ordinal)];
    }
}
