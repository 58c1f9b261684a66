using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Readings;

public class IntervalQuantityTests
{
    [Fact]
    public void Every_statistic_of_every_quantity_has_a_code_of_its_own_and_finds_its_way_back()
    {
        var seen = new HashSet<ushort>();
        var learned = Enumerable.Range(0, 2000).Select(i => (ushort)(IntervalQuantity.FirstLearned + i * IntervalQuantity.Places));
        foreach (var code in Enumerable.Range(1, 999).Select(c => (ushort)c).Concat(learned))
        {
            Assert.True(seen.Add(code));
            Assert.Null(IntervalQuantity.Of(new Quantity(code)));
            foreach (var span in Enum.GetValues<ReportedSpan>())
                foreach (var statistic in Enum.GetValues<ReportedStatistic>())
                {
                    var of = new IntervalQuantity(new Quantity(code), span, statistic);
                    Assert.True(seen.Add(of.Quantity.Code), $"{code} {span} {statistic}");
                    Assert.Equal(of, IntervalQuantity.Of(of.Quantity));
                    Assert.Throws<ArgumentException>(() => new IntervalQuantity(of.Quantity, span, statistic).Quantity);
                }
        }
    }

    [Theory]
    [InlineData("cod.hourMean", "mg/L", "化学需氧量(小时均值)")]
    [InlineData("COD.hourTotal", "kg", "化学需氧量(小时累计)")]
    [InlineData("flow.dayTotal", "m3", "流量(日累计)")]
    [InlineData("ph.minutesMaximum", "pH", "pH(分钟最大值)")]
    public void The_catalogue_knows_them_by_name(string name, string unit, string chinese)
    {
        var found = QuantityCatalogue.Default.Find(name)!;
        Assert.Equal((unit, chinese), (found.Unit, found.Chinese));
        Assert.Equal(found, QuantityCatalogue.Default.Of(found.Quantity));
        Assert.Equal(found.Quantity, QuantityCatalogue.Default.Find(found.Name)!.Quantity);
    }

    [Theory]
    [InlineData("cod.")]
    [InlineData("cod.weekMean")]
    [InlineData("smell.hourMean")]
    [InlineData("cod.hourMean.hourMean")]
    [InlineData(".hourMean")]
    public void What_is_no_statistic_is_not_found(string name) => Assert.Null(QuantityCatalogue.Default.Find(name));

    [Fact]
    public void A_learned_quantity_has_statistics_too_and_is_learned_once()
    {
        var catalogue = QuantityCatalogue.Default.Copy();
        var definition = new QuantityDefinition(new Quantity(20_016), "hj212:w99999", "mg/L", double.NegativeInfinity, double.PositiveInfinity, "某物", "Something", []);
        catalogue.Learn(definition);
        Assert.Equal("hj212:w99999.dayMean", catalogue.Of(new IntervalQuantity(definition.Quantity, ReportedSpan.Day, ReportedStatistic.Mean).Quantity).Name);
        Assert.Throws<ArgumentException>(() => catalogue.Learn(definition));
        Assert.Throws<ArgumentException>(() => catalogue.Learn(definition with { Quantity = new Quantity(20_032), Name = "CODCR" }));
        Assert.Null(QuantityCatalogue.Default.Find("hj212:w99999"));
    }
}
