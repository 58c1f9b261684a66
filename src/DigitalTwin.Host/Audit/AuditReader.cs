using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Audit;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Audit;

/// <summary>Reads the audit in pages, in its own order, and checks its chain.</summary>
internal sealed class AuditReader(IFactLog facts)
{
    private const int Page = 1000;

    /// <summary>Everything known from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public async IAsyncEnumerable<Fact> Read(Instant from, Instant to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var (next, limit, last) = (from, Page, -1L);
        while (true)
        {
            var page = await facts.Read(AuditLink.Stream, next, to, limit, cancel);
            foreach (var fact in page)
                if (fact.KnownAt > next || fact.Sequence > last) yield return fact;
            if (page.Count < limit) yield break;
            // A page is asked for by time, and more than a page may share one millisecond.
            limit = page[^1].KnownAt == next ? limit * 2 : Page;
            (next, last) = (page[^1].KnownAt, page[^1].Sequence);
        }
    }

    public async Task<AuditCheck> Verify(string? noted, CancellationToken cancel = default)
    {
        var check = new AuditCheck(noted);
        await foreach (var fact in Read(default, new Instant(long.MaxValue), cancel))
        {
            check.Take(fact);
            if (check.Fault is not null) break;
        }
        check.End();
        return check;
    }
}
