using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Audit;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Audit;

public class AuditChainTests
{
    private static readonly Instant Start = new(1_800_000_000_000);

    [Fact]
    public void A_chain_holds_as_it_was_written()
    {
        var check = Check(Chain(20));
        Assert.Null(check.Fault);
        Assert.Equal((20L, 0), (check.Count, check.Unchained));
        Assert.Equal(AuditLink.Of(Chain(20)[^1])!.HashText, check.Head);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(19)]
    public void A_changed_word_is_found_where_it_stands(int place)
    {
        var facts = Chain(20);
        var body = Encoding.UTF8.GetString(facts[place].Body.Span).Replace("shelve", "assign", StringComparison.Ordinal);
        facts[place] = facts[place] with { Body = Encoding.UTF8.GetBytes(body) };
        Assert.Equal(new AuditFault(facts[place].Sequence, place + 1, AuditBreak.Altered), Check(facts).Fault);
    }

    [Fact]
    public void Another_name_or_another_time_is_found()
    {
        var facts = Chain(20);
        Assert.Equal(AuditBreak.Altered, Check([.. facts.Select((f, i) => i == 4 ? f with { Subject = "somebody else" } : f)]).Fault?.Break);
        Assert.Equal(AuditBreak.Altered, Check([.. facts.Select((f, i) => i == 4 ? f with { KnownAt = f.KnownAt + TimeSpan.FromSeconds(1) } : f)]).Fault?.Break);
    }

    [Fact]
    public void A_record_taken_out_put_in_twice_or_exchanged_is_found()
    {
        var facts = Chain(20);
        Assert.Equal(new AuditFault(facts[8].Sequence, 8, AuditBreak.Unlinked), Check([.. facts[..7], .. facts[8..]]).Fault);
        Assert.Equal(AuditBreak.Unlinked, Check([.. facts[..7], facts[6], .. facts[7..]]).Fault?.Break);
        Assert.Equal(AuditBreak.Unlinked, Check([.. facts[..7], facts[8], facts[7], .. facts[9..]]).Fault?.Break);
        Assert.Equal(AuditBreak.Unlinked, Check(facts[1..]).Fault?.Break); // Its beginning.
        Assert.Equal(AuditBreak.Foreign, Check([.. facts[..7], facts[7] with { Body = "{}"u8.ToArray() }, .. facts[8..]]).Fault?.Break);
    }

    [Fact]
    public void A_record_that_was_hashed_anew_by_a_forger_breaks_the_next()
    {
        var facts = Chain(20);
        var (before, forged) = (AuditLink.Of(facts[5])!, AuditLink.After(AuditLink.Of(facts[5]), "forger", facts[6].KnownAt, "{\"what\":\"nothing\"}"u8.ToArray()));
        Assert.Equal(6, before.Number);
        facts[6] = Stored(forged, 6);
        Assert.Equal(new AuditFault(facts[7].Sequence, 8, AuditBreak.Unlinked), Check(facts).Fault);
    }

    [Fact]
    public void An_end_that_was_cut_off_is_found_by_a_head_that_was_noted()
    {
        var facts = Chain(20);
        var noted = AuditLink.Of(facts[^1])!.HashText;
        Assert.Null(Check(facts[..15]).Fault); // By the chain alone it goes unseen.
        Assert.Equal(AuditBreak.HeadMissing, Check(facts[..15], noted).Fault?.Break);
        Assert.Null(Check([.. facts, .. Chain(5, AuditLink.Of(facts[^1]))], noted).Fault); // It may have grown since.
    }

    [Fact]
    public void Facts_from_before_the_chain_are_counted_and_not_held_against_it()
    {
        var old = new Fact(0, AuditLink.Stream, "someone", Start, Start, "{\"who\":\"someone\",\"what\":\"x\"}"u8.ToArray());
        var check = Check([old, .. Chain(3)]);
        Assert.Null(check.Fault);
        Assert.Equal((3L, 1), (check.Count, check.Unchained));
    }

    [Fact]
    public void A_clock_set_back_does_not_change_the_order()
    {
        var first = AuditLink.After(null, "a", Start, "{}"u8.ToArray());
        Assert.Equal(Start, AuditLink.After(first, "a", Start - TimeSpan.FromHours(1), "{}"u8.ToArray()).KnownAt);
    }

    private static AuditCheck Check(IReadOnlyList<Fact> facts, string? noted = null)
    {
        var check = new AuditCheck(noted);
        foreach (var fact in facts) check.Take(fact);
        check.End();
        return check;
    }

    private static Fact[] Chain(int count, AuditLink? last = null)
    {
        var facts = new Fact[count];
        for (var i = 0; i < count; i++)
        {
            last = AuditLink.After(last, i % 2 == 0 ? "李" : "bootstrap", Start + TimeSpan.FromSeconds(i), Encoding.UTF8.GetBytes($$$"""{"what":"shelve alarm","path":"/api/v1/alarms/{{{i}}}","after":{"说明":"维修","n":1.50}}"""));
            facts[i] = Stored(last, i);
        }
        return facts;
    }

    private static Fact Stored(AuditLink link, long sequence) => new(sequence + 1, AuditLink.Stream, link.Who, link.KnownAt, link.KnownAt, link.ToBody());
}
