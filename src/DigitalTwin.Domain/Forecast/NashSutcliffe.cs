namespace DigitalTwin.Domain.Forecast;

/// <summary>Efficiency of a simulated series: 1 − Σ(o − s)²/Σ(o − ō)²; 1 is perfect, 0 no better than the mean.</summary>
/// <remarks>Nash and Sutcliffe (1970), Journal of Hydrology 10:3.</remarks>
public static class NashSutcliffe
{
    /// <summary>NaN where the observed series does not vary.</summary>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static double Of(IReadOnlyList<double> observed, IReadOnlyList<double> simulated)
    {
        if (observed.Count != simulated.Count) throw new ArgumentException($"{simulated.Count} simulated values for {observed.Count} observed.", nameof(simulated));
        if (observed.Count == 0) return double.NaN;
        var mean = observed.Average();
        double wrong = 0, spread = 0;
        for (var i = 0; i < observed.Count; i++)
        {
            wrong += (observed[i] - simulated[i]) * (observed[i] - simulated[i]);
            spread += (observed[i] - mean) * (observed[i] - mean);
        }
        return spread > 0 ? 1 - wrong / spread : double.NaN;
    }
}
