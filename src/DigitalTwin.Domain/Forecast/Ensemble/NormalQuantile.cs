namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>Value below which a standard normal variable lies with a probability.</summary>
/// <remarks>Wichura (1988), algorithm AS 241 (PPND7), Applied Statistics 37(3); relative error about 1e-7.</remarks>
internal static class NormalQuantile
{
    /// <exception cref="ArgumentOutOfRangeException">The probability is not within 0 and 1.</exception>
    public static double At(double probability)
    {
        if (!(probability > 0 && probability < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected more than 0 and less than 1.");
        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var c = 0.180625 - q * q;
            return q * (((59.109374720 * c + 159.29113202) * c + 50.434271938) * c + 3.3871327179) / (((67.187563600 * c + 78.757757664) * c + 17.895169469) * c + 1);
        }
        var r = Math.Sqrt(-Math.Log(Math.Min(probability, 1 - probability)));
        double z;
        if (r <= 5)
        {
            r -= 1.6;
            z = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / ((0.12021132975 * r + 0.73700164250) * r + 1);
        }
        else
        {
            r -= 5;
            z = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / ((0.012258202635 * r + 0.24197894225) * r + 1);
        }
        return q < 0 ? -z : z;
    }
}
