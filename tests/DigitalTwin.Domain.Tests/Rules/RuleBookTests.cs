using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Book;

namespace DigitalTwin.Domain.Tests.Rules;

public class RuleBookTests
{
    public static TheoryData<string> Ids => new(RuleBook.Drafts.Select(d => d.Id));

    [Fact]
    public void The_book_holds_24_plant_12_network_9_reuse_and_7_sludge_rules()
    {
        Assert.Equal([("network", 12), ("plant", 24), ("reuse", 9), ("sludge", 7)], RuleBook.Families.Select(f => (f.Id, f.Rules.Count)));
        Assert.Equal(52, RuleBook.Drafts.Select(d => d.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_parses_without_a_note_and_says_causes_signs_actions_and_sources_in_both_languages(string id)
    {
        var draft = RuleBook.Drafts.Single(d => d.Id == id);
        Assert.NotNull(Rule.Read(draft, out var faults, out var notes));
        Assert.Empty(faults);
        Assert.Empty(notes);
        Assert.True(draft.Causes.Count >= 2 && draft.Signs.Count >= 2 && draft.Actions.Count >= 1 && draft.Numbers.Count >= 1);
        Assert.All(draft.Causes.Select(c => (c.Zh, c.En)).Concat(draft.Signs.Select(s => (s.Zh, s.En))).Concat(draft.Actions.Select(a => (a.Zh, a.En))).Append((draft.Title!.Zh, draft.Title.En)),
            text => Assert.True(text.Item1.Length > 0 && text.Item2.Length > 0));
        Assert.Equal(1, draft.Causes.Sum(c => c.Weight), 6);
        // Something must be able to tell the causes apart.
        Assert.NotNull(Diagnosis.Of(draft, [.. draft.Signs.Select(_ => Domain.Rules.Truth.Unknown)]).Next);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_fires_on_values_that_call_for_it_and_not_on_those_that_do_not(string id)
    {
        var cases = BookCase.All.Where(c => c.Rule == id).ToArray();
        Assert.Contains(cases, c => c.Level != WarningLevel.None);
        Assert.Contains(cases, c => c.Level == WarningLevel.None);
        Assert.All(cases, c => Assert.True(c.Level == c.Run(), $"{id} {c.Text}: {c.Run()}"));
    }

    [Fact]
    public void Signs_move_the_weight_to_the_causes_they_speak_for_and_the_sharpest_open_one_is_next()
    {
        var rule = RuleBook.Drafts.Single(d => d.Id == "P05");
        var before = Diagnosis.Of(rule, [Domain.Rules.Truth.Unknown, Domain.Rules.Truth.Unknown, Domain.Rules.Truth.Unknown, Domain.Rules.Truth.Unknown]);
        Assert.Equal("load", before.Causes[0].Cause.Id);
        // 0.45·(1−0.95), 0.3·(1−0.95), 0.25·(1−0.05): the probe is what is left when the hand-held one disagrees.
        var after = Diagnosis.Of(rule, [Domain.Rules.Truth.Unknown, Domain.Rules.Truth.Unknown, Domain.Rules.Truth.Unknown, Domain.Rules.Truth.False]);
        Assert.Equal("probe", after.Causes[0].Cause.Id);
        Assert.Equal(0.25 * 0.95 / (0.25 * 0.95 + 0.75 * 0.05), after.Causes[0].Probability, 9);
        Assert.Equal(1, after.Causes.Sum(c => c.Probability), 9);
        Assert.All(before.Signs.Where(s => s != before.Next), s => Assert.True(s.Information <= before.Next!.Information));
    }

    [Fact]
    public void What_a_sign_would_tell_is_the_mutual_information_of_its_answer_and_the_cause()
    {
        var rule = new RuleDraft { Causes = [new("a", "甲", "a", 1), new("b", "乙", "b", 1)], Signs = [new("分", "parts", null, new Dictionary<string, double> { ["a"] = 0.9, ["b"] = 0.1 }), new("不分", "does not", null, new Dictionary<string, double> { ["a"] = 0.3, ["b"] = 0.3 })] };
        var next = Diagnosis.Of(rule, [Domain.Rules.Truth.Unknown, Domain.Rules.Truth.Unknown]).Next!;
        Assert.Equal("parts", next.Sign.En);
        Assert.Equal(1 + 0.9 * Math.Log2(0.9) + 0.1 * Math.Log2(0.1), next.Information, 9); // Channel with 10 % error: 0.531 bit.
        Assert.Null(Diagnosis.Of(rule, [Domain.Rules.Truth.True, Domain.Rules.Truth.Unknown]).Next);
    }
}
