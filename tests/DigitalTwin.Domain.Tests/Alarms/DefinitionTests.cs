using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Tests.Alarms;

public class DefinitionTests
{
    private static readonly AlarmDefinition Good = AlarmCatalogue.Default.Find("pump.tripped")!;

    public static TheoryData<string> Fields => ["id", "title", "trigger", "cause", "consequence", "action", "grades", "grades.respondMinutes", "grades.consequence", "suppressedWhile", "source"];

    [Theory, MemberData(nameof(Fields))]
    public void A_definition_that_lacks_something_is_refused_by_field(string field)
    {
        var nothing = new Title("", "");
        var bad = field switch
        {
            "id" => Good with { Id = "a b" },
            "title" => Good with { Title = nothing },
            "trigger" => Good with { Trigger = "" },
            "cause" => Good with { Cause = nothing },
            "consequence" => Good with { Consequence = new Title("坏", "") },
            "action" => Good with { Action = nothing },
            "grades" => Good with { Grades = [] },
            "grades.respondMinutes" => Good with { Grades = [new AlarmGrade(WarningLevel.Red, AlarmConsequence.Major, default)] },
            "grades.consequence" => Good with { Grades = [new AlarmGrade(WarningLevel.Red, 0, TimeSpan.FromMinutes(5))] },
            "suppressedWhile" => Good with { SuppressedWhile = ["weekend"] },
            _ => Good with { Source = "" },
        };
        Assert.Equal(field, bad.Fault(AlarmSettings.Default)?.Field);
        Assert.Null(Good.Fault(AlarmSettings.Default));
    }

    [Fact]
    public void Every_symptom_that_warns_has_a_definition_at_the_kinds_that_can_show_it()
    {
        Assert.Equal("station.overflow", AlarmCatalogue.Default.Match("Overflow", AssetKind.PumpStation)?.Id);
        Assert.Equal("sewer.discharge", AlarmCatalogue.Default.Match("QualityBreach", AssetKind.Drainer)?.Id);
        AssetKind[] unwatched = [AssetKind.PipeSegment, AssetKind.RiverNode]; // A pipe's level is its manholes', and a river has no operator here.
        foreach (var kind in Enum.GetValues<AssetKind>().Except(unwatched))
            foreach (var rule in LocalRules.Default.Of(kind))
                Assert.True(AlarmCatalogue.Default.Match(rule.Symptom.ToString(), kind) is not null, $"{rule.Symptom} at {kind}");
    }

    [Fact]
    public void A_rule_of_its_own_goes_before_all_rules()
    {
        var own = Good with { Id = "rule.42", Trigger = "rule:42", Kinds = [] };
        var catalogue = AlarmCatalogue.Default.With(own);
        Assert.Equal("rule.42", catalogue.Match("rule:42", null)?.Id);
        Assert.Equal("rule.raised", catalogue.Match("rule:43", null)?.Id);
    }

    [Fact]
    public void Less_time_or_a_graver_consequence_never_lowers_the_priority()
    {
        var matrix = AlarmSettings.Default.Priorities;
        Assert.Equal(AlarmPriority.Critical, matrix.Of(AlarmConsequence.Severe, TimeSpan.FromMinutes(5)));
        Assert.Equal(AlarmPriority.Low, matrix.Of(AlarmConsequence.Minor, TimeSpan.FromDays(30)));
        Assert.Throws<ArgumentException>(() => new PriorityMatrix([(TimeSpan.FromMinutes(1), [AlarmPriority.High, AlarmPriority.Low, AlarmPriority.Low, AlarmPriority.Low])]));
    }
}
