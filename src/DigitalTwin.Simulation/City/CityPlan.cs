using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.City.Reclaimed;
using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Storm;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City;

/// <summary>All that is decided before a single manhole is set: streets, what runs under each, and how far manholes stand apart.</summary>
internal sealed record CityPlan(CityOutline Outline, CityFrame Frame, StreetGraph Streets, SewerPlan Sewers, StormPlan Storm, IReadOnlyList<ReclaimedPlan> Reclaimed, double Spacing)
{
    public static CityPlan Draw(CityScale scale, double radius, ulong seed)
    {
        var outline = new CityOutline(seed, radius);
        var frame = new CityFrame(seed, radius);
        var terrain = new Terrain(seed, outline.RiverCorridor);
        var streets = StreetLayout.Build(outline, frame, terrain, scale.HasEastBank, seed);
        var sewers = new SewerPlan(streets, outline, scale, seed);
        var storm = new StormPlan(streets, sewers);
        var roots = sewers.Roots.Take(scale.ReclaimedPlants).ToArray();
        var reclaimed = roots.Select(r => new ReclaimedPlan(streets, sewers, r, Math.Max(1, scale.ReuseIntakes / roots.Length))).ToArray();
        return new CityPlan(outline, frame, streets, sewers, storm, reclaimed, SpacingFor(scale, streets, sewers, storm, reclaimed));
    }

    /// <summary>The manhole spacing, m, at which the number of pipes comes out as asked.</summary>
    private static double SpacingFor(CityScale scale, StreetGraph streets, SewerPlan sewers, StormPlan storm, IReadOnlyList<ReclaimedPlan> reclaimed)
    {
        var runs = new List<double>();
        foreach (var i in sewers.Tree.Order)
            if (sewers.Tree.NextEdge[i] >= 0) runs.Add(streets.Edges[sewers.Tree.NextEdge[i]].Length);
        runs.AddRange(sewers.Heads.Select(h => streets.Edges[h.Edge].Length * (1 - SewerBuilder.HeadGap)));
        runs.AddRange(storm.Tree.Order.Where(i => storm.IsLaid[i]).Select(i => streets.Edges[storm.Tree.NextEdge[i]].Length));
        runs.AddRange(reclaimed.SelectMany(r => r.Mains).Select(m => streets.Edges[m.Edge].Length));
        var wanted = scale.Segments - Singles(scale, storm, reclaimed);
        var (narrow, wide) = (5.0, 400.0);
        for (var round = 0; round < 40; round++)
        {
            var middle = (narrow + wide) / 2;
            if (runs.Sum(length => RunLayer.PipesFor(length, middle)) > wanted) narrow = middle;
            else wide = middle;
        }
        return wide;
    }

    /// <summary>Pipes that stand alone: laterals, plant pipes, overflow pipes.</summary>
    private static int Singles(CityScale scale, StormPlan storm, IReadOnlyList<ReclaimedPlan> reclaimed) =>
        scale.Drainers + scale.PumpStations + 3 * scale.Overflows + 6 * scale.PlantsPerBank * (scale.HasEastBank ? 2 : 1)
        + storm.Tree.Order.Count(i => storm.Tree.Next[i] < 0) + reclaimed.Sum(r => r.Intakes.Count + 3);
}
