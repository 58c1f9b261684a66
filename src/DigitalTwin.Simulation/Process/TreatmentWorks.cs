namespace DigitalTwin.Simulation.Process;

/// <summary>Treatment in a plant: three mixed basins in a row, then removal, then the final basin that is the plant's cell.</summary>
internal sealed class TreatmentWorks(int cell, double designFlow)
{
    private const int Basins = 3;
    private const double RetentionHours = 9;
    private const double FailureTime = 900;
    private const double RecoveryTime = 3600;
    private readonly double[] _basin = new double[Basins * Pollutants.Count];
    private readonly double[] _stage = new double[Pollutants.Count];
    private readonly double _basinVolume = Math.Max(50, designFlow * 0.75 * RetentionHours * 3600 / Basins);

    public int Cell => cell;
    public double DesignFlow => designFlow;
    /// <summary>Time constant of the final basin, s.</summary>
    public const double FinalBasinTime = 1500;

    /// <summary>How well it nitrifies: 1 healthy, 0 not at all. Moves towards <see cref="Aim"/>, falling faster than it recovers.</summary>
    public double Nitrification { get; private set; } = 1;
    public double Aim { get; set; } = 1;

    /// <summary>Of the water that passes in a step: turns the mass (g) that comes in into what reaches the final basin; the rest goes to the ledger.</summary>
    public ReadOnlySpan<double> Treat(double volume, ReadOnlySpan<double> mass, double seconds, double[] removed)
    {
        var time = Aim < Nitrification ? FailureTime : RecoveryTime;
        Nitrification += (Aim - Nitrification) * (1 - Math.Exp(-seconds / time));
        var constants = ProcessConstants.Default;
        // Past one and a half times the design flow, sludge washes out.
        var load = volume / seconds / designFlow;
        var washout = 1 - 0.08 * Math.Clamp((load - 1.5) / 2, 0, 1);
        for (var p = 0; p < Pollutants.Count; p++)
        {
            var passing = mass[p];
            for (var b = p; b < _basin.Length; b += Pollutants.Count)
            {
                _basin[b] = (_basin[b] * _basinVolume + passing) / (_basinVolume + volume);
                passing = _basin[b] * volume;
            }
            var removal = washout * (constants.RemovalWithoutNitrification[p] + Nitrification * (constants.Removal[p] - constants.RemovalWithoutNitrification[p]));
            _stage[p] = passing * (1 - removal);
            removed[p] += passing * removal;
        }
        return _stage;
    }

    /// <summary>Fills the basins with water of a concentration; returns what the final basin then holds, mg/L.</summary>
    public double[] FillWith(ReadOnlySpan<double> concentration)
    {
        for (var b = 0; b < _basin.Length; b++) _basin[b] = concentration[b % Pollutants.Count];
        var after = new double[Pollutants.Count];
        for (var p = 0; p < after.Length; p++) after[p] = concentration[p] * (1 - ProcessConstants.Default.Removal[p]);
        return after;
    }

    public double Stored(int pollutant)
    {
        var sum = 0.0;
        for (var b = pollutant; b < _basin.Length; b += Pollutants.Count) sum += _basin[b] * _basinVolume;
        return sum;
    }
}
