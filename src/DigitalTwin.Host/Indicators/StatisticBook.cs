using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Indicators;

/// <summary>A statistic as somebody entered it.</summary>
/// <param name="Asset">Null for one of the whole city.</param>
/// <param name="Value">Null where it was withdrawn.</param>
/// <param name="Source">Where the person had it from.</param>
/// <param name="KnownAt">Unix ms, city time.</param>
internal sealed record StatisticEntry(string Network, string Id, string? Asset, string Period, double? Value, string Source, string? Note, string Who, string? RequestId, long KnownAt)
{
    public string Subject => $"{Network}|{Id}|{Asset}|{Period}";
}

/// <summary>Statistics that people enter. Each entry is a fact, a correction too; nothing is lost and every figure of the past can be made again.</summary>
internal sealed class StatisticBook(IFactLog facts, CityClock clock)
{
    public const string Stream = "ledger.statistics";
    private const int MostFacts = 100_000;

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>What holds of each, as known at an instant; withdrawn ones left out.</summary>
    public async Task<IReadOnlyList<StatisticEntry>> Current(string network, Instant? asOf, CancellationToken cancel) =>
        [.. (await facts.LatestPerSubject(Stream, asOf, cancel)).Select(Read).Where(e => e.Network == network && e.Value is not null)];

    /// <summary>Every entry of one, the newest first.</summary>
    public async Task<IReadOnlyList<StatisticEntry>> History(string network, string id, string? asset, string? period, CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, new Instant(long.MaxValue), MostFacts, cancel)).Select(Read).Where(e => e.Network == network && e.Id == id && (asset is null || e.Asset == asset) && (period is null || e.Period == period)).Reverse()];

    /// <summary>Keeps an entry. One whose request was kept already changes nothing and is answered as then.</summary>
    public async Task<(StatisticEntry Entry, StatisticEntry? Before)> Enter(StatisticEntry entry, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            var earlier = await History(entry.Network, entry.Id, entry.Asset, entry.Period, cancel);
            if (entry.RequestId is { } request && earlier.FirstOrDefault(e => e.RequestId == request && e.Asset == entry.Asset) is { } done) return (done, done);
            var now = clock.Now;
            var kept = entry with { KnownAt = now.UnixMilliseconds };
            await facts.Append(Stream, kept.Subject, now, now, JsonSerializer.SerializeToUtf8Bytes(kept, JsonSerializerOptions.Web), cancel);
            return (kept, earlier.FirstOrDefault(e => e.Asset == entry.Asset));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Many at once, for seeding; no request is looked up.</summary>
    public async Task EnterAll(IEnumerable<StatisticEntry> entries, Instant at, CancellationToken cancel) =>
        await Task.WhenAll(entries.Select(e => facts.Append(Stream, e.Subject, at, at, JsonSerializer.SerializeToUtf8Bytes(e with { KnownAt = at.UnixMilliseconds }, JsonSerializerOptions.Web), cancel)));

    private static StatisticEntry Read(Fact fact) => JsonSerializer.Deserialize<StatisticEntry>(fact.Body.Span, JsonSerializerOptions.Web)!;
}
