using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Readings;

public class UnitConversionTests
{
    [Theory]
    [InlineData("flow", "m3/d", 86_400, 1)]
    [InlineData("flow", "L/s", 250, 0.25)]
    [InlineData("flow", "MGD", 22.8245, 1.0)]
    [InlineData("flow", "m3/h", 3600, 1)]
    [InlineData("level", "cm", 120, 1.2)]
    [InlineData("level", "ft", 10, 3.048)]
    [InlineData("pressure", "MPa", 0.35, 350_000)]
    [InlineData("pressure", "bar", 1, 100_000)]
    [InlineData("cod", "g/m3", 50, 50)]
    [InlineData("cod", "kg/m3", 0.05, 50)]
    [InlineData("nh3n", "ug/L", 800, 0.8)]
    [InlineData("temperature", "degF", 212, 100)]
    [InlineData("temperature", "degC", 12, 12)]
    [InlineData("rainfall", "mm/h", 5, 5)]
    public void A_value_comes_out_in_the_canonical_unit(string quantity, string unit, double value, double expected) =>
        Assert.Equal(expected, UnitConversion.Default.ToCanonical(Of(quantity), value, unit), Math.Abs(expected) * 1e-4);

    [Fact]
    public void A_unit_of_another_kind_is_refused_naming_both()
    {
        var error = Assert.Throws<FormatException>(() => UnitConversion.Default.ToCanonical(Quantity.Flow, 1, "mg/L"));
        Assert.Contains("'mg/L'", error.Message);
        Assert.Contains("'m3/s'", error.Message);
    }

    [Fact]
    public void An_unknown_unit_is_refused() => Assert.False(UnitConversion.Default.TryFind(Quantity.Level, "furlong", out _, out var error) || error is null);

    [Fact]
    public void Case_does_not_matter_where_it_cannot_mislead()
    {
        Assert.Equal(0.001, UnitConversion.Default.ToCanonical(Quantity.Flow, 1, "l/s"), 12);
        Assert.True(UnitConversion.Default.TryFind(Quantity.Flow, "L/S"u8, out var scale, out _));
        Assert.Equal(0.001, scale.Factor);
    }

    [Fact]
    public void Every_quantity_knows_its_own_unit()
    {
        foreach (var definition in QuantityCatalogue.Default.All)
            Assert.Equal(7, UnitConversion.Default.ToCanonical(definition.Quantity, 7, definition.Unit));
    }

    private static Quantity Of(string name) => QuantityCatalogue.Default.Find(name)!.Quantity;
}
