namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>One way in which the next hours may go: factors on rain, land, roughness and dry-weather flow.</summary>
/// <param name="RainFading">How long the last rain goes on, where no outlook is given.</param>
/// <param name="BurstFading">The same for what of it is a burst.</param>
/// <param name="RainDelay">By how much the outlook's rain comes late; negative for early.</param>
public sealed record EnsembleMember(double RainFactor, TimeSpan RainFading, TimeSpan BurstFading, TimeSpan RainDelay, double RunoffFactor, double RoughnessFactor, double DryWeatherFactor)
{
    /// <summary>False where an outlook of less than certain rain stays dry.</summary>
    public bool OutlookComes { get; init; } = true;

    /// <summary>Pipes get no more different roughnesses than these many, so that few models serve all members.</summary>
    public const int Roughnesses = 3;

    /// <summary>Members that fill the ranges evenly: each factor's distribution is cut into as many equal parts as there are members, and each part is used once.</summary>
    /// <remarks>Latin hypercube: McKay, Beckman and Conover (1979), Technometrics 21(2).</remarks>
    internal static IReadOnlyList<EnsembleMember> Draw(EnsembleOptions options, RainSource source, double factorSpread, double probability = 1)
    {
        var random = new Random(options.Seed);
        var rain = Normals();
        var (fading, delay, runoff, rough, dry) = (Normals(), Normals(), Normals(), Normals(), Normals());
        var chance = Normals(); // Drawn last, so that the other factors are the same whatever an outlook says.
        var rainSpread = source == RainSource.Outlook ? options.OutlookRainSpread : options.PersistedRainSpread;
        var runoffSpread = Math.Clamp(factorSpread, options.LeastRunoffSpread, Math.Max(options.LeastRunoffSpread, options.MostRunoffSpread));
        return [.. Enumerable.Range(0, options.Members).Select(i => new EnsembleMember(
            Math.Exp(rainSpread * rain[i]), options.RainFading * Math.Exp(options.RainFadingSpread * fading[i]), options.BurstFading * Math.Exp(options.RainFadingSpread * fading[i]),
            source == RainSource.Outlook ? options.OutlookTimingSpread * delay[i] : TimeSpan.Zero,
            Math.Exp(runoffSpread * runoff[i]), Math.Exp(options.RoughnessSpread * Third(rough[i])), Math.Exp(options.DryWeatherSpread * dry[i])) { OutlookComes = probability >= 1 || probability > 0 && chance[i] <= NormalQuantile.At(probability) })];

        double[] Normals()
        {
            var values = Enumerable.Range(0, options.Members).Select(i => NormalQuantile.At((i + 0.5) / options.Members)).ToArray();
            random.Shuffle(values);
            return values;
        }
    }

    /// <summary>The mean of the lower, middle or upper third of a normal distribution.</summary>
    private static double Third(double z) => z < -0.4307 ? -1.0908 : z > 0.4307 ? 1.0908 : 0;
}
