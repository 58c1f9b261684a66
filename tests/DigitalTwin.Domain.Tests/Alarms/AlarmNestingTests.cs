using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Alarms;

public class AlarmNestingTests
{
    private static readonly Dictionary<string, string> UnderM1 = new() { ["w-M1"] = "w-M1", ["w-M2"] = "w-M1", ["w-M3"] = "w-M1" };

    [Fact]
    public void What_a_cause_brings_about_lies_under_it_and_does_not_call()
    {
        var desk = new Desk().Raise(roots: UnderM1).Raise("M2", roots: UnderM1).Raise("M3", roots: UnderM1);
        Assert.Equal([null, Desk.Overflow(), Desk.Overflow()], new[] { "M1", "M2", "M3" }.Select(m => desk.Find(m)!.Parent));
        Assert.Single(desk.Versions, v => v.IsAnnouncement);
    }

    [Fact]
    public void The_first_that_is_graver_than_its_cause_calls_and_those_like_it_do_not()
    {
        var desk = new Desk().Raise(level: WarningLevel.Orange, roots: UnderM1).Acknowledge();
        desk.Raise("M2", WarningLevel.Red, roots: UnderM1).Raise("M3", WarningLevel.Red, roots: UnderM1);
        Assert.Equal([Desk.Overflow(), Desk.Overflow("M2")], desk.Versions.Where(v => v.IsAnnouncement).Select(v => v.Id));
    }

    [Fact]
    public void A_cause_that_is_shelved_does_not_silence_what_it_brings_about()
    {
        var desk = new Desk().Raise(roots: UnderM1);
        desk.Do(new AlarmOrder.Shelve("ann", TimeSpan.FromMinutes(60), "pump works"));
        desk.Raise("M2", roots: UnderM1);
        Assert.True(desk.Find("M2")!.IsAnnouncement);
    }

    [Fact]
    public void One_acknowledgement_takes_the_whole_group()
    {
        var desk = new Desk().Raise(roots: UnderM1).Raise("M2", roots: UnderM1);
        desk.Do(new AlarmOrder.Acknowledge("ann", "one storm", WithNested: true));
        Assert.Equal((AlarmState.Acknowledged, AlarmState.Acknowledged), (desk.StateOf(), desk.StateOf("M2")));
        desk.Raise("M3", roots: UnderM1);
        Assert.IsType<AlarmAnswer.Done>(desk.Do(new AlarmOrder.Acknowledge("ann", "and this one", WithNested: true)));
        Assert.Equal(AlarmState.Acknowledged, desk.StateOf("M3"));
    }

    [Fact]
    public void Where_the_cause_is_too_mild_for_an_alarm_the_earliest_stands_for_it()
    {
        var roots = new Dictionary<string, string> { ["w-M1"] = "mild", ["w-M2"] = "mild" };
        var desk = new Desk().Raise(roots: roots).Pass(1).Raise("M2", roots: roots);
        Assert.Equal(Desk.Overflow(), desk.Find("M2")!.Parent);
    }

    [Fact]
    public void Once_under_a_cause_it_stays_while_that_stands_and_calls_when_it_is_left_alone()
    {
        var desk = new Desk().Raise(roots: UnderM1).Raise("M2", roots: UnderM1);
        var apart = new Dictionary<string, string> { ["w-M1"] = "w-M1", ["w-M2"] = "w-M2" };
        desk.Keep(desk.Book.Take([], desk.Now, roots: apart));
        Assert.Equal(Desk.Overflow(), desk.Find("M2")!.Parent);
        desk.Acknowledge().End();
        desk.Keep(desk.Book.Take([], desk.Now, roots: apart));
        Assert.Null(desk.Find("M2")!.Parent);
        Assert.True(desk.Find("M2")!.IsAnnouncement);
    }

    [Fact]
    public void What_a_rule_finds_where_a_warning_calls_lies_under_it_and_on_its_own_has_a_row_of_its_own()
    {
        static AlarmSignal Found(Desk desk, string at) => new() { Source = $"rule:N01@t:{at}@1", Trigger = "rule:N01", Subject = $"t:{at}", Asset = $"t:{at}", Detail = "N01", Level = WarningLevel.Orange, Since = desk.Now };
        var desk = new Desk();
        desk.Keep(desk.Book.Take([Found(desk, "M1"), Found(desk, "M2")], desk.Now));
        Assert.Equal(2, desk.Versions.Count(v => v.IsAnnouncement));
        desk.Raise("M2", roots: UnderM1).Raise(roots: UnderM1);
        Assert.Equal(Desk.Overflow(), desk.Book.Find("t:M1~rule.raised~N01")!.Parent);
        Assert.Equal(Desk.Overflow(), desk.Book.Find("t:M2~rule.raised~N01")!.Parent); // One step to the row, though M2 itself lies under M1.
        desk.End();
        desk.Keep(desk.Book.Take([Found(desk, "M1"), Found(desk, "M2")], desk.Now));
        Assert.Equal(Desk.Overflow(), desk.Book.Find("t:M1~rule.raised~N01")!.Parent); // Over, and nobody has taken note yet.
        desk.Acknowledge();
        desk.Keep(desk.Book.Take([Found(desk, "M1"), Found(desk, "M2")], desk.Now));
        Assert.Null(desk.Book.Find("t:M1~rule.raised~N01")!.Parent);
    }

    [Fact]
    public void However_causes_change_there_is_one_step_to_a_row_of_its_own()
    {
        ForAll.Seeds(seed =>
        {
            var random = new Random(seed);
            var desk = new Desk();
            for (var step = 0; step < 60; step++)
            {
                var place = $"M{random.Next(8)}";
                var roots = Enumerable.Range(0, 8).ToDictionary(i => $"w-M{i}", i => $"w-M{random.Next(i + 1)}");
                foreach (var id in roots.Keys.ToArray()) while (roots[roots[id]] != roots[id]) roots[id] = roots[roots[id]]; // Roots are first causes.
                if (random.Next(3) > 0) desk.Raise(place, roots: roots);
                else desk.End(place);
                desk.Pass(1);
                foreach (var alarm in desk.Book.Alarms.Where(a => a is { Parent: not null, IsActive: true }))
                {
                    var parent = desk.Book.Find(alarm.Parent!);
                    if (parent is { IsActive: true }) Assert.Null(parent.Parent);
                }
            }
        });
    }
}
