using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Indicators.Formulas;

namespace DigitalTwin.Domain.Tests.Indicators;

public class FormulaTests
{
    private static readonly Dictionary<string, FormulaValue> Inputs = new()
    {
        ["volume"] = FormulaValue.Of(new Dictionary<string, double> { ["a@2026-01"] = 100, ["b@2026-01"] = 300 }),
        ["bod"] = FormulaValue.Of(new Dictionary<string, double> { ["a@2026-01"] = 2, ["b@2026-01"] = 4, ["c@2026-01"] = 9 }),
        ["people"] = FormulaValue.Of(7),
    };

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3 / 2 - 0.5", 4)]
    [InlineData("sum(volume)", 400)]
    [InlineData("sum(volume * bod)", 1400)]
    [InlineData("sum(volume * bod) / sum(volume)", 3.5)]
    [InlineData("mean(volume) + max(volume) - min(volume) + count(volume)", 402)]
    [InlineData("sum(volume / 100) * people", 28)]
    public void It_computes(string formula, double value) => Assert.Equal(value, Formula.Parse(formula).Evaluate(Inputs).Value);

    [Fact]
    public void What_one_list_lacks_is_left_out_of_a_product_and_told()
    {
        var result = Formula.Parse("sum(volume * bod)").Evaluate(Inputs);
        Assert.Equal("c@2026-01", Assert.Single(result.Missing).Key);
    }

    [Theory]
    [InlineData("sum(nothing)", "nothing")]
    [InlineData("1 / (people - 7)", "zero")]
    [InlineData("volume * 2", "list")]
    public void What_cannot_be_computed_says_why(string formula, string why)
    {
        var result = Formula.Parse(formula).Evaluate(Inputs);
        Assert.Null(result.Value);
        Assert.Contains(why, result.Why);
    }

    [Theory]
    [InlineData("1 +", "column 4")]
    [InlineData("sqrt(2)", "column 1")]
    [InlineData("(1", "column 3")]
    [InlineData("1 2", "column 3")]
    [InlineData("", "column 1")]
    public void What_is_no_formula_is_told_where(string formula, string where) => Assert.Contains(where, Assert.Throws<FormatException>(() => Formula.Parse(formula)).Message);

    [Fact]
    public void It_is_shown_with_its_numbers() => Assert.Equal("100 × 1400 ÷ (7 × 45)", Formula.Parse("100 * sum(volume * bod) / (people * 45)").Fill(Inputs));

    [Fact]
    public void Every_indicator_of_the_book_names_inputs_that_there_are()
    {
        Assert.True(IndicatorCatalogue.Default.Indicators.Count >= 18);
        Assert.All(IndicatorCatalogue.Default.Indicators, i => Assert.Equal(i.Formula.Names, i.Inputs.Select(n => n.Name)));
        var statistics = IndicatorCatalogue.Default.Statistics.Select(s => s.Id).ToHashSet();
        foreach (var input in IndicatorCatalogue.Default.Indicators.SelectMany(i => i.Inputs))
        {
            if (input.Kind is InputKind.Monthly or InputKind.Yearly) Assert.Contains(input.Of, statistics);
            if (input.Statistic is { } statistic) Assert.Contains(statistic, statistics);
            if (input.Kind == InputKind.Constant) Assert.NotNull(input.Value);
        }
    }
}
