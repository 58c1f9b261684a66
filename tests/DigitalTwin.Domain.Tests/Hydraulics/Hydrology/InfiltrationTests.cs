using DigitalTwin.Domain.Hydraulics.Hydrology;

namespace DigitalTwin.Domain.Tests.Hydraulics.Hydrology;

/// <summary>Laws of infiltration against published examples and their own equations.</summary>
public class InfiltrationTests
{
    private const double Hour = 3600, Centimetre = 0.01;

    /// <summary>m soaked in under steady rain in steps of a minute.</summary>
    private static double Soaked(InfiltrationLaw law, double rain, double seconds, Span<double> soil)
    {
        var sum = 0.0;
        for (var t = 0.0; t < seconds - 1e-6; t += 60) sum += 60 * law.Advance(rain, 0, 60, 1, soil);
        return sum;
    }

    private static double[] Dry(InfiltrationLaw law)
    {
        var soil = new double[InfiltrationLaw.Memory];
        law.Begin(soil);
        return soil;
    }

    /// <summary>Chow, Maidment and Mays (1988), Applied Hydrology, example 4.3.1: silty loam, 30 % saturated, one hour under water: 3.17 cm.</summary>
    [Fact]
    public void Green_and_ampt_under_water_soak_in_as_published()
    {
        var law = new GreenAmptLaw(0.167, 0.65 * Centimetre / Hour, 0.340);
        Assert.Equal(3.17 * Centimetre, Soaked(law, 1, Hour, Dry(law)), 0.01 * Centimetre);
    }

    /// <summary>The same, example 5.4.2: rain of 5 cm/h ponds after 10 minutes, at 0.85 cm; 3.02 cm after an hour.</summary>
    [Fact]
    public void Green_and_ampt_in_steady_rain_pond_when_published()
    {
        var law = new GreenAmptLaw(0.167, 0.65 * Centimetre / Hour, 0.340);
        var soil = Dry(law);
        Assert.Equal(5 * Centimetre / 6, Soaked(law, 5 * Centimetre / Hour, 600, soil), 1e-9);
        Assert.Equal(3.02 * Centimetre, 5 * Centimetre / 6 + Soaked(law, 5 * Centimetre / Hour, Hour - 600, soil), 0.02 * Centimetre);
    }

    [Fact]
    public void Soil_after_green_and_ampt_dries_and_takes_as_much_again()
    {
        var law = new GreenAmptLaw(0.167, 0.65 * Centimetre / Hour, 0.340);
        var soil = Dry(law);
        var first = Soaked(law, 1, Hour, soil);
        var wet = (double[])soil.Clone();
        Assert.True(Soaked(law, 1, Hour, wet) < 0.8 * first);
        Soaked(law, 0, 30 * 24 * Hour, soil);
        Assert.Equal(first, Soaked(law, 1, Hour, soil), 1e-9);
    }

    /// <summary>Rain below Ks for a day: the plain law begins a new event in it, whose deficit is what the upper zone has left; the modified one goes on.</summary>
    [Fact]
    public void Light_rain_ends_an_event_of_the_plain_law_only()
    {
        double conductivity = 0.65 * Centimetre / Hour;
        double[] Run(bool isModified)
        {
            var law = new GreenAmptLaw(0.167, conductivity, 0.340, isModified);
            var soil = Dry(law);
            Soaked(law, 1, Hour, soil);
            Soaked(law, 0.2 * conductivity, 24 * Hour, soil);
            return [soil[0], soil[2]];
        }
        Assert.True(Run(true)[0] > 3 * Centimetre, "One event: all that soaked in counts.");
        Assert.Equal(0.340, Run(true)[1], 1e-12);
        Assert.True(Run(false)[0] < 0.1 * Centimetre, "A new event: its total began at nothing.");
        Assert.True(Run(false)[1] < 0.340, "Its deficit is what the upper zone has left.");
    }

    /// <summary>CN 80: S = 63.5 mm; of 100 mm in two hours 100²/163.5 = 61.2 mm run off (NRCS, TR-55, without initial abstraction).</summary>
    [Fact]
    public void A_curve_number_leaves_what_its_equation_says()
    {
        var law = new CurveNumberLaw(80, 0);
        Assert.Equal((100 - 100.0 * 100 / 163.5) / 1000, Soaked(law, 0.05 / Hour, 2 * Hour, Dry(law)), 1e-6);
    }

    [Fact]
    public void Soil_of_a_curve_number_comes_back_within_its_drying_time()
    {
        var law = new CurveNumberLaw(80, 7 * 24 * Hour);
        var soil = Dry(law);
        var first = Soaked(law, 0.05 / Hour, 2 * Hour, soil);
        Soaked(law, 0, 12 * Hour, soil);
        var soon = Soaked(law, 0.05 / Hour, 2 * Hour, (double[])soil.Clone());
        Soaked(law, 0, 8 * 24 * Hour, soil);
        Assert.True(soon < 0.8 * first, $"{soon} of {first}");
        Assert.Equal(first, Soaked(law, 0.05 / Hour, 2 * Hour, soil), 1e-6);
    }

    /// <summary>Under water dFe/dt = (f₀ − f∞) − k·Fe, so that F = f∞·t + (f₀ − f∞)/k·(1 − e^(−kt)), as Horton's own.</summary>
    [Fact]
    public void Modified_horton_under_water_is_horton()
    {
        var law = new ModifiedHortonLaw(new HortonInfiltration(50 / 3.6e6, 5 / 3.6e6, 4 / Hour, 0, 0));
        Assert.Equal((5 * 2 + 45.0 / 4 * (1 - Math.Exp(-8))) / 1000, Soaked(law, 1, 2 * Hour, Dry(law)), 4e-4);
    }

    [Fact]
    public void Modified_horton_is_not_worn_down_by_drizzle()
    {
        var law = new ModifiedHortonLaw(new HortonInfiltration(50 / 3.6e6, 5 / 3.6e6, 4 / Hour, 0, 0));
        var soil = Dry(law);
        Soaked(law, 4 / 3.6e6, 24 * Hour, soil);
        Assert.Equal(50 / 3.6e6, law.Advance(1, 0, 60, 1, soil), 1e-12);
    }
}
