using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.Process;

/// <summary>The city's clock of use: how much of its mean each kind of user sends or takes at a moment.</summary>
internal sealed class DryWeather(FlowModel m, ulong seed)
{
    private const double WobbleHours = 0.5;
    private readonly double[] _now = new double[m.Patterns.Length];
    private double _halfHours;

    public void SetTime(Instant at)
    {
        var hour = LocalHour(at);
        for (var i = 0; i < _now.Length; i++) _now[i] = At(m.Patterns[i], hour);
        _halfHours = at.UnixMilliseconds / 3_600_000.0 / WobbleHours;
    }

    /// <summary>Multiplier of the mean for a cell's daily pattern.</summary>
    public double Of(int cell) => _now[m.Pattern[cell]];

    /// <summary>Smooth wandering around 1, for users that are not a crowd.</summary>
    public double Wobble(int cell, double amplitude)
    {
        var step = Math.Floor(_halfHours);
        var t = _halfHours - step;
        var (a, b) = (SeededRandom.UnitOf(seed, cell, (long)step), SeededRandom.UnitOf(seed, cell, (long)step + 1));
        return 1 + amplitude * (2 * (a + (b - a) * t * t * (3 - 2 * t)) - 1);
    }

    /// <summary>Hours since local midnight; the city keeps China Standard Time.</summary>
    public static double LocalHour(Instant at) => (at.UnixMilliseconds / 3_600_000.0 + 8) % 24;

    /// <summary>Hourly values are taken as those of the half hours, joined by lines.</summary>
    private static double At(Pattern pattern, double hour)
    {
        var x = (hour + 23.5) % 24;
        var i = (int)x;
        return pattern.Multipliers[i % 24] + (x - i) * (pattern.Multipliers[(i + 1) % 24] - pattern.Multipliers[i % 24]);
    }
}
