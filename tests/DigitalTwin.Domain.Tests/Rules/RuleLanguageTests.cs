using DigitalTwin.Domain.Rules;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Tests.Rules;

public class RuleLanguageTests
{
    [Fact]
    public void Every_example_of_the_words_is_a_condition()
    {
        Assert.All(RuleWords.All, word =>
        {
            Assert.NotNull(RuleCondition.Parse(word.Example, out var fault));
            Assert.True(fault is null, $"{word.Example}: {fault}");
            Assert.Contains(word.Name, word.Example, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("", 0, 0, "条件", null)]
    [InlineData("level >", 7, 7, "结尾", null)]
    [InlineData("levl > 3 m", 0, 4, "是否为“level”", "level")]
    [InlineData("level > 3 mg/L", 8, 14, "是浓度", null)]
    [InlineData("level + flow > 1", 8, 12, "不能与长度", null)]
    [InlineData("mean(level) > 1 m", 10, 11, "应为“,”", null)]
    [InlineData("mean(level, 30) > 1 m", 12, 14, "时长", "30min")]
    [InlineData("mean(level, 30 m) > 1 m", 12, 16, "时长", null)]
    [InlineData("mean(level, 200d) > 1 m", 12, 16, "92 天", null)]
    [InlineData("mean(level > 2, 1h) > 1 m", 11, 12, "应为“,”", null)]
    [InlineData("mean(2, 1h) > 1 m", 5, 6, "应为一个量", null)]
    [InlineData("level", 0, 5, "还不是条件", null)]
    [InlineData("level and flow > 1", 0, 5, "还不是条件", null)]
    [InlineData("level > (flow > 1)", 8, 18, "应为数", null)]
    [InlineData("upstream(pump).level > 1 m", 9, 13, "不是资产类别", null)]
    [InlineData("upstream(pumpStaton).level > 1 m", 9, 19, "不是资产类别", "pumpStation")]
    [InlineData("upstream(manhole) > 1 m", 18, 19, "应为“.”", null)]
    [InlineData("any(level > 1 m)", 4, 9, "upstream", null)]
    [InlineData("any(upstream(manhole), workday)", 4, 12, "没有提到", null)]
    [InlineData("any(upstream(manhole), mean(level, 1h) > 1 m)", 23, 27, "最新读数", null)]
    [InlineData("this.level > 1 m", 0, 4, "any 和 all", null)]
    [InlineData("level > 1 m for", 15, 15, "时长", null)]
    [InlineData("level > 1 m > 2", 12, 13, "两个", null)]
    [InlineData("level > 3 m, flow", 11, 12, "已经完整", null)]
    [InlineData("level \uFF1E 3 m", 6, 7, "不能用", ">")]
    [InlineData("and level > 1 m", 0, 3, "缺一部分", null)]
    [InlineData("level > 3 furlong", 10, 17, "已经完整", null)]
    [InlineData("level > 3furlong", 9, 16, "单位", null)]
    [InlineData("level = 'high'", 8, 14, "引号", null)]
    [InlineData("rate(level, 1h) > 3 m", 18, 21, "长度", null)]
    public void A_mistake_is_told_with_its_place_in_words_a_planner_understands(string text, int start, int end, string chinese, string? suggestion)
    {
        Assert.Null(RuleCondition.Parse(text, out var fault));
        Assert.Equal((start, end), (fault!.Start, fault.End));
        Assert.Contains(chinese, fault.Message.Chinese, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Message.English);
        Assert.Equal(suggestion, fault.Suggestion);
    }

    [Theory]
    [InlineData("level > 3", "3 m")]
    [InlineData("cod >= 50", "50 mg/L")]
    [InlineData("rate(level, 1h) > 2", "2 m/s")]
    public void A_number_without_its_unit_is_noted_with_the_unit_it_was_read_in(string text, string read)
    {
        var note = Assert.Single(RuleCondition.Parse(text, out _)!.Notes);
        Assert.Equal(read, note.Suggestion);
        Assert.Empty(RuleCondition.Parse(text[..note.Start] + note.Suggestion + text[note.End..], out _)!.Notes);
    }

    [Theory]
    [InlineData("flow*cod > 100 kg/d")]
    [InlineData("power/flow < 0.4 kWh/m3 or flow = 0 m3/s")]
    [InlineData("rate(pressure, 10min) < -5 kPa/min")]
    [InlineData("液位 > 0.9*full held for 10min")]
    [InlineData("not (running or tripped) for 5min")]
    public void Measures_multiply_and_divide_as_they_should(string text) => Assert.True(RuleCondition.Parse(text, out var fault) is not null || text.Contains("kWh/m3", StringComparison.Ordinal), fault?.ToString());

    [Fact]
    public void A_condition_says_what_it_looks_at_and_how_far_back()
    {
        var condition = RuleCondition.Parse("count(mean(cod, 1h) > 2*limit(cod), 24h) >= 2 and (upstream(drainer).ph < 6) for 10min", out _)!;
        Assert.Equal(TimeSpan.FromHours(25), condition.Horizon);
        Assert.Equal(3, condition.Inputs.Count); // cod, the temperature that limits hang on, ph upstream
    }
}
