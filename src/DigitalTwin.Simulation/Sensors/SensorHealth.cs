using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.Sensors;

internal enum SensorFault : byte { None, Silent, Stuck, Faulty, Maintenance }

/// <summary>What is wrong with each sensor when: a function of seed, sensor and time, so that any moment can be told without its past.</summary>
internal sealed class SensorHealth(ulong seed)
{
    private const long WindowMilliseconds = 6 * 3_600_000;
    private const double FaultsPerWindow = 0.012;
    private const double SpikeShare = 0.0004;
    private const double LossShare = 0.002;
    private const long DriftPeriod = 9L * 24 * 3_600_000;

    /// <summary>The fault a sensor has; in one of a hundred windows of six hours it has one, for some minutes to an hour.</summary>
    public SensorFault At(int sensor, Instant at)
    {
        var window = at.UnixMilliseconds / WindowMilliseconds;
        var chance = SeededRandom.UnitOf(seed, sensor, window);
        if (chance >= FaultsPerWindow) return SensorFault.None;
        var start = (long)(SeededRandom.UnitOf(seed ^ 1, sensor, window) * 0.8 * WindowMilliseconds);
        var length = (long)((0.02 + 0.16 * SeededRandom.UnitOf(seed ^ 2, sensor, window)) * WindowMilliseconds);
        var into = at.UnixMilliseconds - window * WindowMilliseconds - start;
        if (into < 0 || into > length) return SensorFault.None;
        return (SensorFault)(1 + (int)(chance / FaultsPerWindow * 4));
    }

    /// <summary>Whether this one report is lost on the way.</summary>
    public bool IsLost(int sensor, Instant at) => SeededRandom.UnitOf(seed ^ 3, sensor, at.UnixMilliseconds) < LossShare;

    /// <summary>A single reading far off, as from a bubble or a bump; 1 for none.</summary>
    public double Spike(int sensor, Instant at)
    {
        var chance = SeededRandom.UnitOf(seed ^ 4, sensor, at.UnixMilliseconds);
        return chance < SpikeShare ? 1.6 + 2 * chance / SpikeShare : 1;
    }

    /// <summary>Slow wandering of an analyser between calibrations, −1 to 1.</summary>
    public double Drift(int sensor, Instant at)
    {
        var x = (double)at.UnixMilliseconds / DriftPeriod + SeededRandom.UnitOf(seed ^ 5, sensor);
        return (2 * SeededRandom.UnitOf(seed ^ 6, sensor, (long)Math.Floor(x)) - 1) * (x - Math.Floor(x));
    }

    /// <summary>About standard normal.</summary>
    public double Noise(int sensor, Instant at)
    {
        var sum = 0.0;
        for (var i = 0; i < 3; i++) sum += SeededRandom.UnitOf(seed ^ (ulong)(7 + i), sensor, at.UnixMilliseconds);
        return (sum - 1.5) * 2;
    }
}
