using DigitalTwin.Domain.Units;

namespace DigitalTwin.Domain.Tests.Units;

public class UnitTypesTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void No_unit_type_takes_what_is_not_a_number(double value)
    {
        foreach (var make in (Action[])[() => _ = new Length(value), () => _ = new Area(value), () => _ = new Volume(value), () => _ = new FlowRate(value),
            () => _ = new Velocity(value), () => _ = new Concentration(value), () => _ = new Slope(value), () => _ = new Temperature(value)])
            Assert.Throws<ArgumentOutOfRangeException>(make);
    }

    [Fact]
    public void Matter_and_water_cannot_be_less_than_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Volume(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Area(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Concentration(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Temperature.FromCelsius(-274));
        Assert.Equal(-0.2, new FlowRate(-0.2).CubicMetresPerSecond); // Flow against the design direction is real.
    }

    [Fact]
    public void A_day_of_ten_litres_a_second_is_864_cubic_metres() =>
        Assert.Equal(864, (FlowRate.FromLitresPerSecond(10) * TimeSpan.FromDays(1)).CubicMetres, 9);

    [Fact]
    public void Milligrams_per_litre_are_grams_per_cubic_metre()
    {
        Assert.Equal(0.05, Concentration.FromMilligramsPerLitre(50).KilogramsPerCubicMetre, 12);
        Assert.Equal(50, new Concentration(0.05).MilligramsPerLitre, 9);
    }

    [Fact]
    public void Two_waters_mix_by_flow()
    {
        var mixed = Concentration.Mix(new FlowRate(3), Concentration.FromMilligramsPerLitre(100), new FlowRate(1), Concentration.FromMilligramsPerLitre(500));
        Assert.Equal(200, mixed.MilligramsPerLitre, 9);
    }

    [Fact]
    public void A_tank_holds_its_water_for_volume_over_flow() =>
        Assert.Equal(TimeSpan.FromHours(1), new Area(36) * new Length(10) / new FlowRate(0.1));
}
