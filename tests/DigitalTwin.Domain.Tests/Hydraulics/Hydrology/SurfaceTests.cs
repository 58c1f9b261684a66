using DigitalTwin.Domain.Hydraulics.Hydrology;

namespace DigitalTwin.Domain.Tests.Hydraulics.Hydrology;

public class SurfaceTests
{
    [Theory]
    [InlineData(1e-5, 0.05)]
    [InlineData(2e-5, 0.7)]
    [InlineData(1e-6, 0.004)]
    public void A_rained_on_surface_follows_its_equation(double rain, double alpha)
    {
        double depth = 0, fine = 0;
        for (var minute = 0; minute < 60; minute++)
        {
            depth = NonlinearReservoir.Advance(depth, minute < 30 ? rain : 0, alpha, 0.0005, 60);
            for (var i = 0; i < 60_000; i++) fine += 0.001 * ((minute < 30 ? rain : 0) - alpha * NonlinearReservoir.Runoff(fine - 0.0005));
            Assert.Equal(fine, depth, 2e-6);
        }
    }

    [Fact]
    public void A_surface_as_quick_as_glass_is_at_its_equilibrium()
    {
        var depth = NonlinearReservoir.Advance(0, 1e-5, 500, 0, 60);
        Assert.Equal(1e-5, 500 * NonlinearReservoir.Runoff(depth), 1e-9);
    }

    [Fact]
    public void Horton_soaks_in_what_its_curve_says()
    {
        var soil = new HortonInfiltration(50 / 3.6e6, 5 / 3.6e6, 4.0 / 3600, 0, 0);
        double time = 0, total = 0, soaked = 0;
        for (var minute = 0; minute < 120; minute++) soaked += 60 * soil.Advance(1, 60, ref time, ref total);
        // f∞·t + (f₀ − f∞)/k·(1 − e^(−kt)), in m, after two hours.
        Assert.Equal((5 * 2 + 45.0 / 4 * (1 - Math.Exp(-8))) / 1000, soaked, 1e-6);
    }

    [Fact]
    public void Horton_takes_no_more_than_falls_and_keeps_the_rest_for_later()
    {
        var soil = new HortonInfiltration(50 / 3.6e6, 5 / 3.6e6, 4.0 / 3600, 0, 0);
        double time = 0, total = 0;
        for (var minute = 0; minute < 30; minute++) Assert.Equal(2 / 3.6e6, soil.Advance(2 / 3.6e6, 60, ref time, ref total), 1e-12);
        Assert.True(time < 300, "Thirty minutes of drizzle wear the soil down no more than its water does.");
    }

    [Fact]
    public void Rain_lasts_for_its_interval_only()
    {
        var start = new DateTime(2024, 7, 1, 12, 0, 0);
        var rain = new RainSeries([(start, 36), (start.AddMinutes(10), 72)], TimeSpan.FromMinutes(5));
        Assert.Equal(0, rain.RateAt(start.AddSeconds(-1)));
        Assert.Equal(1e-5, rain.RateAt(start), 1e-15);
        Assert.Equal(0, rain.RateAt(start.AddMinutes(5)));
        Assert.Equal(2e-5, rain.RateAt(start.AddMinutes(12)), 1e-15);
        Assert.Equal(9, rain.Total, 1e-9);
        Assert.Throws<ArgumentException>(() => new RainSeries([(start, -1)], TimeSpan.FromMinutes(1)));
    }
}
