using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk.Causes;
using DigitalTwin.Simulation;
using DigitalTwin.Simulation.City;
using DigitalTwin.Simulation.Scenarios;
using DigitalTwin.Simulation.Sensors;

namespace DigitalTwin.Testing;

/// <summary>One illegal discharge in a demo city, and the search for it from what sensors in the sewer report. What the drainers' own meters say is left out: who cheats, cheats there first.</summary>
internal static class DischargeSearch
{
    private const double Limit = 500; // mg/L COD, GB/T 31962.
    private static readonly Instant Opened = Instant.From(new DateTimeOffset(2026, 6, 2, 1, 0, 0, TimeSpan.Zero));

    /// <summary>Rank of the true drainer among the candidates, 1 for the first; 0 where nothing was seen, a large number where it is not among them.</summary>
    public static (int Rank, int Sightings, int Candidates) Run(int seed, int minutes = 90)
    {
        var city = DemoCity.Build(seed);
        var keys = new Dictionary<string, int>();
        foreach (var id in city.Nodes.Select(n => n.LocalId).Concat(city.Links.Select(l => l.LocalId))) keys[id] = keys.Count + 1;
        var network = CompiledNetwork.Build(city, id => new AssetKey(keys[id]));
        var field = new FlowField(network);
        var simulation = new CitySimulation(city, seed, Opened);
        var readings = new List<SensorReading>();
        simulation.Advance(Opened + TimeSpan.FromMinutes(10), readings);
        var began = readings.Count;
        var scenario = simulation.Start(ScenarioKind.IllegalDischarge);
        simulation.Advance(Opened + TimeSpan.FromMinutes(10 + minutes), readings);
        var first = new Dictionary<NetworkElement, SensorReading>();
        var strongest = new Dictionary<NetworkElement, double>();
        var newest = new Dictionary<NetworkElement, SensorReading>();
        for (var i = 0; i < readings.Count; i++)
        {
            var r = readings[i];
            if (r.Quality != Quality.Good || !keys.TryGetValue(r.LocalId, out var key) || !network.TryFind(new AssetKey(key), out var place)) continue;
            if (r.Quantity == Quantity.Flow || r.Quantity == Quantity.Level) field.Observe(new AssetKey(key), r.Quantity, r.Value, r.At);
            if (i < began || r.Quantity != Quantity.Cod || network.KindOf(place) != AssetKind.Manhole) continue;
            newest[place] = r;
            if (r.Value <= Limit) continue;
            first.TryAdd(place, r);
            strongest[place] = Math.Max(strongest.GetValueOrDefault(place), r.Value);
        }
        field.SetHourOfDay(CityCalendar.Of(city).HourOf(Opened));
        field.Recompute();
        if (first.Count == 0) return (0, 0, 0);
        var sightings = first.Select(f => new Sighting(f.Key, Quantity.Cod, f.Value.At, strongest[f.Key], 120)).ToArray();
        var clean = newest.Where(n => !first.ContainsKey(n.Key)).Select(n => new CleanPlace(n.Key, Quantity.Cod, n.Value.At, Limit)).ToArray();
        var answer = CauseFinder.Find(network, field.Current, sightings, clean);
        var rank = answer.Candidates.Select(c => city.Nodes[network.Nodes.Source[c.Source.Index]].LocalId).ToList().IndexOf(scenario.Target!) + 1;
        return (rank > 0 ? rank : 1000, sightings.Length, answer.Candidates.Count);
    }
}
