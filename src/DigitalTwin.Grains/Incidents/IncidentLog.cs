using System.Globalization;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Grains.Incidents;

/// <summary>Incidents in the fact log: a stream an incident for its entries, and one for the summaries of all.</summary>
public sealed class IncidentLog(IFactLog facts)
{
    /// <summary>Summaries; open from the first to the last.</summary>
    public const string Summaries = "incidents";
    private const int Page = 1000;

    public Task Append(string incident, ChainedEntry entry) =>
        facts.Append(StreamOf(incident), entry.Entry.Number.ToString(CultureInfo.InvariantCulture), entry.Entry.At, entry.Entry.KnownAt, entry.ToBody());

    public Task Append(IncidentSummary summary) => facts.AppendToSpan(Summaries, summary.Id, summary.OpenedAt, summary.KnownAt, JsonSerializer.SerializeToUtf8Bytes(summary, IncidentJson.Options), closes: summary.IsOver);

    /// <summary>Every entry of an incident known by then, in order.</summary>
    public async Task<IReadOnlyList<ChainedEntry>> Read(string incident, Instant? asOf = null, CancellationToken cancel = default)
    {
        var entries = new List<ChainedEntry>();
        var (from, limit, last) = (default(Instant), Page, -1L);
        while (true)
        {
            var page = await facts.Read(StreamOf(incident), from, asOf ?? new Instant(long.MaxValue), limit, cancel);
            foreach (var fact in page.Where(f => f.Sequence > last)) entries.Add(ChainedEntry.Read(fact.Body));
            if (page.Count < limit) return entries;
            // A page is asked for by time, and more than a page may share one millisecond.
            limit = page[^1].KnownAt == from ? limit * 2 : Page;
            (from, last) = (page[^1].KnownAt, page[^1].Sequence);
        }
    }

    public async Task<IReadOnlyList<IncidentSummary>> Open(Instant? asOf = null, CancellationToken cancel = default) => [.. (await facts.Open(Summaries, asOf, cancel)).Select(ReadSummary)];

    public async Task<IReadOnlyList<(IncidentSummary Summary, ClosedMark Mark)>> Closed(Instant? asOf, ClosedMark? after, int limit, CancellationToken cancel = default) =>
        [.. (await facts.Closed(Summaries, asOf, after, limit, cancel)).Select(f => (ReadSummary(f), new ClosedMark(f.ClosedAt!.Value, f.Subject)))];

    public static IncidentSummary ReadSummary(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<IncidentSummary>(json, IncidentJson.Options) ?? throw new JsonException("The summary is null.");

    private static IncidentSummary ReadSummary(Fact fact) => ReadSummary(fact.Body.Span);

    private static string StreamOf(string incident) => $"incident/{incident}";
}
