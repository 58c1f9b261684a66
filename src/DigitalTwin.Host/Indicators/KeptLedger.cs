using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Indicators;

/// <summary>What the ledger said and when: whole entries with their inputs, never changed. An entry that says the same as the last one is not kept again.</summary>
internal sealed class KeptLedger(IFactLog facts, CityClock clock)
{
    public const string Stream = "ledger.entries";
    private const int MostFacts = 100_000;
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>What it said last of each figure and period, as known at an instant.</summary>
    public async Task<IReadOnlyDictionary<(string Indicator, string Period), (LedgerEntry Entry, Instant KnownAt)>> Latest(string network, Instant? asOf, CancellationToken cancel) =>
        (await facts.LatestPerSubject(Stream, asOf, cancel)).Where(f => IsOf(f, network)).Select(f => (Entry: Read(f), f.KnownAt)).ToDictionary(e => (e.Entry.Indicator, e.Entry.Period));

    /// <summary>All that it ever said of one, the newest first.</summary>
    public async Task<IReadOnlyList<(LedgerEntry Entry, Instant KnownAt)>> History(string network, string indicator, string period, CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, new Instant(long.MaxValue), MostFacts, cancel)).Where(f => f.Subject == Subject(network, indicator, period)).Select(f => (Read(f), f.KnownAt)).Reverse()];

    /// <returns>How many said something new.</returns>
    public async Task<int> Keep(string network, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        var last = await Latest(network, null, cancel);
        var news = entries.Where(e => !last.TryGetValue((e.Indicator, e.Period), out var before) || !before.Entry.SaysAs(e)).ToArray();
        var now = clock.Now;
        await Task.WhenAll(news.Select(e => facts.Append(Stream, Subject(network, e.Indicator, e.Period), now, now, JsonSerializer.SerializeToUtf8Bytes(e, Json), cancel)));
        return news.Length;
    }

    private static bool IsOf(Fact fact, string network) => fact.Subject.StartsWith($"{network}|", StringComparison.Ordinal);
    private static string Subject(string network, string indicator, string period) => $"{network}|{indicator}|{period}";
    private static LedgerEntry Read(Fact fact) => JsonSerializer.Deserialize<LedgerEntry>(fact.Body.Span, Json)!;
}
