namespace DigitalTwin.Simulation.City.Plan;

/// <summary>How many of everything a city of <paramref name="Segments"/> pipe segments has.</summary>
internal sealed record CityScale(int Segments)
{
    public const int Fewest = 100;
    public const int Most = 2_000_000;

    /// <summary>Below this a town sits on the west bank only, with one plant.</summary>
    private const int FewestForTwoBanks = 800;

    public bool HasEastBank => Segments >= FewestForTwoBanks;
    public int PlantsPerBank => Math.Max(1, (int)Math.Round(Segments / 20_000.0));
    public int PumpStations => Share(250);
    public int StorageTanks => Share(750);
    public int ReclaimedPlants => Math.Min(PlantsPerBank, 1 + Segments / 30_000);
    public int ReuseIntakes => Math.Max(2, (int)Math.Round(Segments / 120.0));
    public int Drainers => Math.Max(3, Share(50));
    public int Overflows => Share(600);
    public int RainGauges => Math.Clamp(Segments / 600, 1, 200);
    public int Valves => Math.Max(2, Segments / 300);

    private int Share(int segmentsEach) => Math.Max(1, (int)Math.Round(Segments / (double)segmentsEach));
}
