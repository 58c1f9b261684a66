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

    private Task Append(string stream, string subject, long at, long known, string body) =>
        Log.Append(stream, subject, new Instant(at), new Instant(known), Encoding.UTF8.GetBytes(body));

    private static string Text(Fact fact) => Encoding.UTF8.GetString(fact.Body.Span);
}
