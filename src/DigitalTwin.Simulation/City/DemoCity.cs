using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Facilities;
using DigitalTwin.Simulation.City.Naming;
using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.City.Reclaimed;
using DigitalTwin.Simulation.City.River;
using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Storm;
using DigitalTwin.Simulation.Sensors;

namespace DigitalTwin.Simulation.City;

/// <summary>An invented city on both banks of a river: streets, foul, combined and storm sewers, plants, reclaimed water. The same seed and size give the same city.</summary>
public static class DemoCity
{
    public const int DefaultSegments = 3000;

    private const double WantedSpacing = 58;
    private const double LeastSpacing = 45;
    private const double MostSpacing = 75;

    /// <summary>Builds the network <c>demo</c> with about <paramref name="segments"/> pipe segments (100 to 2,000,000), at most 10 % off.</summary>
    public static Network Build(int seed, int segments = DefaultSegments)
    {
        if (segments is < CityScale.Fewest or > CityScale.Most)
            throw new ArgumentOutOfRangeException(nameof(segments), segments, $"A demo city has {CityScale.Fewest} to {CityScale.Most} pipe segments.");
        var scale = new CityScale(segments);
        var mixed = SeededRandom.Mix((ulong)seed + 0xC17F);
        // Streets are laid for the length of sewer that is asked; if that misses by much, once more with a better radius.
        var radius = 40.5 * Math.Sqrt(segments) * (scale.HasEastBank ? 1 : 1.42);
        for (var tries = 0; ; tries++)
        {
            var plan = CityPlan.Draw(scale, radius, mixed);
            if (plan.Spacing is >= LeastSpacing and <= MostSpacing || tries == 6) return Build(scale, plan, mixed);
            radius *= Math.Sqrt(WantedSpacing / Math.Clamp(plan.Spacing, 20, 160));
        }
    }

    private static Network Build(CityScale scale, CityPlan plan, ulong seed)
    {
        var draft = new CityDraft(plan.Frame, plan.Streets.Terrain, plan.Outline);
        var runs = new RunLayer(draft, plan.Spacing);
        var sewers = new SewerBuilder(draft, plan.Sewers, runs);
        sewers.Build();
        var hosts = Enumerable.Range(0, draft.Nodes.Count)
            .Where(i => draft.Nodes[i] is { Main: >= 0, CrossStreet: < 0, Street: >= 0 } n && draft.Links[n.Main].Way == Conveyance.Gravity).ToArray();
        var plants = WaterworksBuilder.Build(draft, plan.Sewers, sewers);
        OverflowBuilder.Build(draft, sewers, plants, scale.StorageTanks);
        StormBuilder.Build(draft, plan.Streets, plan.Storm, runs);
        var reclaimed = new ReclaimedBuilder(draft, plan.Streets, runs, new SeededRandom(SeededRandom.Mix(seed ^ 0x4EC1)));
        for (var i = 0; i < plan.Reclaimed.Count; i++)
            reclaimed.Build(plan.Reclaimed[i], plants.First(p => p.Root == plan.Reclaimed[i].Root), scale.Valves / plan.Reclaimed.Count);
        DrainerBuilder.Build(draft, hosts, scale.Drainers, seed);
        RiverBuilder.Build(draft);
        new SewerDesign(draft).Apply();
        ReclaimedDesign.Apply(draft);
        var names = new NameBook(draft, plan.Streets);
        names.NameAll();
        return SensorMarks.Apply(new NetworkWriter(draft, new Districts(plan.Outline, plan.Frame, scale.HasEastBank), scale, seed).Write(names.City));
    }
}
