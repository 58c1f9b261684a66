namespace DigitalTwin.Simulation.City.Plan;

/// <summary>SplitMix64: the same numbers from the same seed on every runtime and version.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double NextUnit() => ToUnit(NextBits());

    public double Between(double low, double high) => low + (high - low) * NextUnit();

    /// <summary>0 ≤ n &lt; <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(NextUnit() * bound);

    public bool Chance(double probability) => NextUnit() < probability;

    /// <summary>Standard normal (Box–Muller).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextUnit())) * Math.Cos(2 * Math.PI * NextUnit());

    /// <summary>A number that depends only on its arguments; 0 ≤ x &lt; 1.</summary>
    public static double UnitOf(ulong seed, long a, long b = 0) => ToUnit(Mix(Mix(seed ^ Mix((ulong)a)) + (ulong)b * 0x9E3779B97F4A7C15));

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));
}
