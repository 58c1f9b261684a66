using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.PipeCondition;

/// <summary>An inspection with who entered it and when it was known.</summary>
internal sealed record KeptInspection(Inspection Inspection, string Who, string? RequestId, long KnownAt);

/// <summary>Inspections of pipes: facts under two clocks, corrected by a later one of the same id, never changed.</summary>
internal sealed class InspectionBook(IFactLog facts, CityClock clock)
{
    public const string Stream = "inspections";
    private const int MostFacts = 200_000;

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Every inspection of a network's pipes as it stands, the newest first.</summary>
    public async Task<IReadOnlyList<KeptInspection>> All(string network, Instant? asOf, CancellationToken cancel) =>
        [.. (await facts.LatestPerSubject(Stream, asOf, cancel)).Select(Read).Where(k => k.Inspection.Asset.StartsWith($"{network}:", StringComparison.Ordinal)).OrderByDescending(k => k.Inspection.At.UnixMilliseconds)];

    /// <summary>Of each pipe the inspection that was made last.</summary>
    public async Task<IReadOnlyDictionary<string, KeptInspection>> Newest(string network, Instant? asOf, CancellationToken cancel) =>
        (await All(network, asOf, cancel)).DistinctBy(k => k.Inspection.Asset).ToDictionary(k => k.Inspection.Asset);

    /// <summary>Every version of one.</summary>
    public async Task<IReadOnlyList<KeptInspection>> Versions(string id, CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, new Instant(long.MaxValue), MostFacts, cancel)).Where(f => f.Subject == id).Select(Read).Reverse()];

    /// <summary>Keeps some that have no fault. A request that was taken already changes nothing, and is answered as then.</summary>
    public async Task<IReadOnlyList<KeptInspection>> Enter(IReadOnlyList<Inspection> inspections, string who, string? requestId, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (requestId is not null && (await facts.Read(Stream, default, new Instant(long.MaxValue), MostFacts, cancel)).Select(Read).Where(k => k.RequestId == requestId && k.Who == who).ToArray() is { Length: > 0 } done) return done;
            var now = clock.Now;
            var kept = inspections.Select(i => new KeptInspection(i, who, requestId, now.UnixMilliseconds)).ToArray();
            await Task.WhenAll(kept.Select(k => facts.Append(Stream, k.Inspection.Id, k.Inspection.At, now, JsonSerializer.SerializeToUtf8Bytes(k, JsonSerializerOptions.Web), cancel)));
            return kept;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The id of an inspection: one pipe, one moment.</summary>
    public static string IdOf(string asset, Instant at) => $"{asset}@{at.UnixMilliseconds}";

    private static KeptInspection Read(Fact fact) => JsonSerializer.Deserialize<KeptInspection>(fact.Body.Span, JsonSerializerOptions.Web)!;
}
