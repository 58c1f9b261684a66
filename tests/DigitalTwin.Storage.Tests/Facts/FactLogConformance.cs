using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.Tests.Facts;

/// <summary>What every fact log keeps to. A provider's tests derive from this.</summary>
public abstract class FactLogConformance : IDisposable
{
    protected abstract IFactLog Log { get; }

    /// <summary>The same log after the process has ended and begun anew.</summary>
    protected abstract IFactLog Reopen();

    public abstract void Dispose();

    [Fact]
    public async Task Facts_come_back_in_the_order_known()
    {
        await Append("warnings", "a", at: 50, known: 20, "second");
        await Append("warnings", "b", at: 10, known: 10, "first");
        await Append("warnings", "a", at: 5, known: 20, "third");
        await Append("alarms", "a", at: 1, known: 15, "of another stream");

        var facts = await Log.Read("warnings", new Instant(0), new Instant(100), 100);

        Assert.Equal(["first", "second", "third"], facts.Select(Text));
        Assert.Equal(new Instant(50), facts[1].At);
        Assert.Equal(new Instant(20), facts[1].KnownAt);
        Assert.True(facts[1].Sequence < facts[2].Sequence);
    }

    [Fact]
    public async Task Both_ends_of_the_time_asked_for_are_included_and_the_limit_keeps_the_first()
    {
        for (var known = 1; known <= 9; known++) await Append("s", "x", known, known, $"{known}");

        Assert.Equal(["3", "4", "5"], (await Log.Read("s", new Instant(3), new Instant(5), 100)).Select(Text));
        Assert.Equal(["3", "4"], (await Log.Read("s", new Instant(3), new Instant(9), 2)).Select(Text));
    }

    [Fact]
    public async Task The_last_fact_of_each_subject_is_the_one_known_last()
    {
        await Append("s", "x", at: 9, known: 1, "x1");
        await Append("s", "x", at: 3, known: 5, "x5");
        await Append("s", "y", at: 4, known: 4, "y4");
        await Append("s", "z", at: 8, known: 8, "z8");
        await Append("s", "y", at: 4, known: 4, "y4 again");

        Assert.Equal(["y4 again", "x5", "z8"], (await Log.LatestPerSubject("s", null)).Select(Text));
        Assert.Equal(["x1", "y4 again"], (await Log.LatestPerSubject("s", new Instant(4))).Select(Text));
        Assert.Empty(await Log.LatestPerSubject("s", new Instant(0)));
        Assert.Empty(await Log.LatestPerSubject("nothing", null));
    }

    [Fact]
    public async Task Facts_outlive_the_process()
    {
        await Append("s", "泵站", 1, 2, """{"水位":0.8}""");
        var fact = Assert.Single(await Reopen().LatestPerSubject("s", null));
        Assert.Equal(("泵站", """{"水位":0.8}"""), (fact.Subject, Text(fact)));
    }

    [Fact]
    public async Task Many_callers_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Append("s", $"{i % 7}", i, i, $"{i}")));
        var facts = await Log.Read("s", new Instant(0), new Instant(1000), 1000);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), facts.Select(Text));
    }

    [Fact]
    public async Task What_was_open_at_a_time_is_what_had_opened_and_not_closed_as_known_then()
    {
        await Span("a", known: 10, "a1");
        await Span("b", known: 20, "b1");
        await Span("a", known: 30, "a2");
        await Span("a", known: 40, "a end", closes: true);
        await Span("c", known: 50, "c1");

        Assert.Empty(await OpenAt(9));
        Assert.Equal(["a1"], await OpenAt(10));
        Assert.Equal(["a2", "b1"], await OpenAt(39));
        Assert.Equal(["b1"], await OpenAt(40));
        Assert.Equal(["b1", "c1"], await OpenAt(null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_was_open_is_found_however_long_it_lasted(int seed)
    {
        var random = new Random(seed);
        var spans = Enumerable.Range(0, 60).Select(i => (Subject: $"{i}", Opened: (long)random.Next(2000), Length: random.NextInt64(1L << random.Next(1, 40)))).ToArray();
        foreach (var (subject, opened, length) in spans)
        {
            await Span(subject, opened, subject);
            await Span(subject, opened + length, subject, closes: true);
        }
        foreach (var at in Enumerable.Range(0, 40).Select(_ => random.NextInt64(1L << random.Next(1, 40))))
            Assert.Equal(spans.Where(s => s.Opened <= at && s.Opened + s.Length > at).Select(s => s.Subject).Order(StringComparer.Ordinal), await OpenAt(at));
    }

    [Fact]
    public async Task What_closed_last_comes_first_and_a_page_goes_on_where_the_last_ended()
    {
        foreach (var (subject, closed) in new[] { ("a", 50), ("b", 70), ("c", 70), ("d", 60), ("e", 90) })
        {
            await Span(subject, 10, "begin");
            await Span(subject, closed, subject, closes: true);
        }
        var first = await Log.Closed("s", new Instant(80), null, 2);
        Assert.Equal(["c", "b"], first.Select(Text));
        await Span("f", 10, "begin"); // Meanwhile something else closes.
        await Span("f", 75, "f", closes: true);
        var last = first[^1];
        Assert.Equal(["d", "a"], (await Log.Closed("s", new Instant(80), new ClosedMark(last.ClosedAt!.Value, last.Subject), 10)).Select(Text));
    }

    [Fact]
    public async Task A_subject_keeps_the_number_that_it_opened_with_and_each_counter_counts_by_itself()
    {
        Assert.Equal(1, await Span("a", 10, "a", counter: "monday"));
        Assert.Equal(2, await Span("b", 20, "b", counter: "monday"));
        Assert.Equal(1, await Span("c", 30, "c", counter: "tuesday"));
        Assert.Equal(0, await Span("d", 30, "d"));
        Assert.Equal(1, await Span("a", 40, "a end", closes: true, counter: "tuesday"));
        Assert.Equal(3, await Span("e", 50, "e", counter: "monday"));
        var closed = Assert.Single(await Reopen().Closed("s", null, null, 10));
        Assert.Equal(("a", "monday", 1), (closed.Subject, closed.Counter, closed.Number));
    }

    private Task<int> Span(string subject, long known, string body, bool closes = false, string? counter = null) =>
        Log.AppendToSpan("s", subject, new Instant(known), new Instant(known), Encoding.UTF8.GetBytes(body), closes, counter);

    private async Task<IEnumerable<string>> OpenAt(long? known) =>
        (await Log.Open("s", known is { } k ? new Instant(k) : null)).Select(Text).Order(StringComparer.Ordinal);

    private Task Append(string stream, string subject, long at, long known, string body) =>
        Log.Append(stream, subject, new Instant(at), new Instant(known), Encoding.UTF8.GetBytes(body));

    private static string Text(Fact fact) => Encoding.UTF8.GetString(fact.Body.Span);
}
