namespace DigitalTwin.Simulation.City.Plan;

/// <summary>Ground elevation, m: falls south along the river and towards it, with gentle undulation.</summary>
internal sealed class Terrain(ulong seed, double corridor)
{
    private const double Datum = 905;
    private const double SlopeAlong = 0.0019;
    private const double SlopeAcross = 0.0042;
    private const double BankHeight = 9;
    private readonly SmoothNoise _broad = new(SeededRandom.Mix(seed ^ 0x7E11), 1900);
    private readonly SmoothNoise _fine = new(SeededRandom.Mix(seed ^ 0x7E12), 620);

    public double BedAt(double v) => Datum + SlopeAlong * v;

    public double GroundAt(double u, double v)
    {
        var beyond = Math.Max(0, Math.Abs(u) - corridor);
        var bank = BankHeight * Math.Clamp((Math.Abs(u) / corridor - 0.25) / 0.4, 0, 1);
        var undulation = Math.Clamp(beyond / 400, 0, 1) * (5.0 * _broad.At(u, v) + 1.2 * _fine.At(u, v));
        return BedAt(v) + bank + SlopeAcross * beyond + undulation;
    }
}
