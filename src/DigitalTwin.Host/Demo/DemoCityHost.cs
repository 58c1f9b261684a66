using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Demo.Stations;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;
using DigitalTwin.Simulation;
using DigitalTwin.Simulation.City;
using DigitalTwin.Simulation.Scenarios;
using DigitalTwin.Simulation.Sensors;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Demo;

/// <summary>A simulated city whose sensors report through the same intake as real ones, at a pace of its own. Goes on where it was after a restart.</summary>
internal sealed class DemoCityHost(IRegistry registry, IHistory history, CityClock clock, ReadingIntake intake, DemoStations stations, TimeProvider time, IOptions<TwinOptions> options, ILogger<DemoCityHost> log) : BackgroundService
{
    private const string Network = "demo";
    private const int BatchReadings = 10_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    /// <summary>City time that the simulation may fall behind before the clock is slowed down for it.</summary>
    private static readonly TimeSpan MostBehind = TimeSpan.FromMinutes(15);

    private readonly IntakeSender _sender = new();
    private Dictionary<string, AssetKey> _keys = [];
    private CitySimulation? _simulation;

    /// <summary>Null until the city is warm.</summary>
    public CitySimulation? Simulation => Volatile.Read(ref _simulation);

    /// <summary>Builds the city on the first start, and sets the clock after everything that is known already.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        settings.DemoSegments(out var segments);
        var known = history.NewestKnownAt;
        var wall = Instant.From(time.GetUtcNow());
        var start = known >= wall ? known + TimeSpan.FromSeconds(1) : wall;
        if (registry.Find(Network) is null)
        {
            log.LogInformation("Building a demo city of {Segments} pipe segments from seed {Seed}.", segments, settings.Seed);
            await registry.Save(await Task.Run(() => DemoCity.Build(settings.Seed, segments), cancellationToken), start, cancellationToken);
        }
        var city = registry.Find(Network)!;
        _keys = AssetsOf(city).Select(local => registry.Find(new AssetId(Network, local))).OfType<AssetEntry>().ToDictionary(a => a.Id.Local, a => a.Key);
        clock.RunDemo(start, settings.Speed);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Value;
        var city = registry.Find(Network)!;
        var opened = clock.Now;
        var simulation = await Task.Run(() => new CitySimulation(city, settings.Seed, opened, new DemoScript(settings.Seed, opened, settings.Speed)), stoppingToken);
        Volatile.Write(ref _simulation, simulation);
        log.LogInformation("{Sensors} sensors of the demo city report at {Speed} city seconds a second.", simulation.SensorCount, settings.Speed);
        await stations.Open(city, stoppingToken);
        using var timer = new PeriodicTimer(Beat, time);
        var readings = new List<SensorReading>();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = clock.Read();
            if (now.Mode != ClockMode.Demo) continue; // A replay has the clock; this city waits.
            readings.Clear();
            // In steps, so that the map lives also while a slow city catches up.
            simulation.Advance(Earlier(now.Now, simulation.Now + simulation.Step * 20), readings);
            stations.Take(readings);
            foreach (var some in readings.Chunk(BatchReadings)) await Send(some, stoppingToken);
            if (now.Now - simulation.Now > MostBehind) SlowDown(now.Rate);
        }
    }

    private async Task Send(SensorReading[] readings, CancellationToken stop)
    {
        while (true)
        {
            var buffer = new ReadingBuffer(readings.Length);
            foreach (var r in readings)
                if (_keys.TryGetValue(r.LocalId, out var key)) buffer.Add(new Reading(key, r.Quantity, r.At, r.Value, r.Quality, Provenance.Simulated));
            if (await intake.Take(buffer, _sender) is not IntakeOutcome.Busy busy) return;
            await Task.Delay(busy.RetryAfter, time, stop);
        }
    }

    private void SlowDown(double rate)
    {
        var slower = Math.Max(1, rate / 2);
        log.LogWarning("The demo city cannot keep up with {Rate} city seconds a second on this machine; its clock goes on at {Slower}.", rate, slower);
        clock.RunDemo(Simulation!.Now, slower);
    }

    private static Instant Earlier(Instant a, Instant b) => a < b ? a : b;

    private static IEnumerable<string> AssetsOf(Network city) =>
        city.Nodes.Select(n => n.LocalId).Concat(city.Links.Select(l => l.LocalId)).Concat(city.Points.Select(p => p.LocalId));
}
