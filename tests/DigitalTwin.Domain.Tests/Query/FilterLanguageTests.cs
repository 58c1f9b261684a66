using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Query;

namespace DigitalTwin.Domain.Tests.Query;

public class FilterLanguageTests
{
    private static readonly City Town = new(11, 3000);

    [Fact]
    public void The_examples_of_the_api_find_assets()
    {
        Assert.Equal(Town.Expected(r => r.Level > 0.8 * r.Full && r.Asset.Kind == AssetKind.PumpStation), Town.Keys("level > 0.8*full and kind = pumpStation"));
        Assert.Equal(Town.Expected(r => r.Diameter >= 0.6 && (int)r.Asset.Class is 1 or 3 && r.Diameter >= 0.6), Town.Keys("diameter >= 0.6 and class in ('combined','sewer')"));
        Assert.Equal(Town.Expected(r => r.Asset.Name?.Contains("泵站") == true), Town.Keys("name like '%泵站%'"));
        Assert.Equal(Town.Expected(r => (r.State & 7) >= 3), Town.Keys("state >= orange"));
        Assert.NotEmpty(Town.Keys("stale"));
    }

    [Theory]
    [InlineData("diameter = 300 mm", "diameter = 0.3")]
    [InlineData("diameter = 60cm", "diameter = 0.6 m")]
    [InlineData("flow > 20 L/s", "flow > 0.02")]
    [InlineData("flow > 20l/s", "flow > 0.02")]
    [InlineData("diameter > 2 ft", "diameter > 0.6096")]
    [InlineData("temperature > 60 °F", "temperature > 16")]
    [InlineData("diameter in (0.3) or 0.6 in (diameter)", "diameter = 0.3 or diameter = 0.6")]
    [InlineData("silence < 1 min", "silence < 60")]
    [InlineData("fill > 80%", "level/full > 0.8")]
    [InlineData("LEVEL > 1 AND Kind = PUMPSTATION", "level > 1 and kind = pumpStation")]
    [InlineData("0.3 = diameter", "diameter = 0.3")]
    [InlineData("1 < level", "level > 1")]
    [InlineData("orange <= state", "state >= orange")]
    [InlineData("depth > 1", "waterLevel > 1")]
    [InlineData("at > '2027-01-15T07:59:30Z'", "silence < 30")]
    [InlineData("level - -1 > 2", "level + 1 > 2")]
    [InlineData("kind != manhole", "not kind = manhole")]
    [InlineData("name = \"PUMP %1\"", "name like 'pump \\%1'")]
    [InlineData("level not between 1 and 2", "level < 1 or level > 2")]
    [InlineData("level not in (0, 0.5)", "level is known and not level in (0, 0.5)")]
    public void Two_ways_to_say_one_thing_find_the_same(string one, string other)
    {
        Assert.NotEmpty(Town.Keys(one));
        Assert.Equal(Town.Keys(other), Town.Keys(one));
    }

    [Theory]
    [InlineData("", 1, "the end")]
    [InlineData("level >", 8, "the end")]
    [InlineData("lvel > 1", 1, "'lvel' is not a field")]
    [InlineData("level > 1 and", 14, "the end")]
    [InlineData("level > 1 2", 11, "expected and, or")]
    [InlineData("level > 300 L/s", 9, "number (flow); expected a number (length)")]
    [InlineData("level + flow > 1", 9, "number (flow)")]
    [InlineData("kind = pumpStaton", 8, "expected a kind: manhole")]
    [InlineData("kind > manhole", 1, "no order")]
    [InlineData("name > 'a'", 1, "no order")]
    [InlineData("level = 'high'", 9, "expected a number")]
    [InlineData("level like 'a'", 1, "expected id, name")]
    [InlineData("name like foo", 11, "expected a pattern in quotes")]
    [InlineData("name = 'abc", 8, "no closing")]
    [InlineData("level > 3 furlongs", 11, "expected and, or")]
    [InlineData("level > 3furlongs", 10, "No unit is known")]
    [InlineData("level", 1, "expected a condition")]
    [InlineData("stale = 1", 1, "Found a condition")]
    [InlineData("1 < level < 2", 11, "after a comparison")]
    [InlineData("(level > 1", 11, "expected ')'")]
    [InlineData("level > 1 & stale", 11, "no meaning")]
    [InlineData("level in 1", 10, "expected '('")]
    [InlineData("at > 'soon'", 6, "not a time")]
    public void A_mistake_is_told_with_its_column_and_what_was_expected(string text, int column, string message)
    {
        Assert.Null(Filter.Parse(text, out var error));
        Assert.Equal(column, error!.Column);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void What_is_unknown_is_false_and_not_turns_it()
    {
        var unknown = Town.Expected(r => double.IsNaN(r.Level));
        Assert.Empty(Town.Keys("level is missing and level != 5"));
        Assert.Equal(unknown, Town.Keys("level is missing and not level = 5"));
        Assert.Equal(Town.Rows.Count - unknown.Length, Town.Keys("level is known").Length);
    }

    [Fact]
    public void Without_live_columns_nothing_is_live()
    {
        var still = new AssetQueryEngine(Town.Table, null, () => City.Now);
        Assert.Equal(0, still.Count(new AssetQuery { Where = City.Parse("level > 0 or stale or silence > 0 or age > 0") }));
        Assert.Equal(Town.Rows.Count, still.Count(new AssetQuery { Where = City.Parse("state = none") }));
    }
}
