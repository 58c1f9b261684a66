using System.Diagnostics;
using System.Globalization;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Simulation.City;

namespace Benchmarks;

/// <summary>A 2-hour forecast of the demo city at three sizes: six dry hours to fill it, then a cloudburst of 20 mm in its first half hour. Parts run one after the other, on one core.</summary>
public sealed class ScalingSuite : ISuite
{
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];
    private static readonly DateTime Start = new(2026, 7, 1, 0, 0, 0);
    private static readonly TimeSpan Dry = TimeSpan.FromHours(6), Ahead = TimeSpan.FromHours(2);
    private static readonly Figure[] Speeds = [.. Sizes.Select(s => new Figure($"scaling.simulated_hours_per_cpu_second_{Short(s)}", "h/s"))];
    private static readonly Figure[] Forecasts = [.. Sizes.Select(s => new Figure($"scaling.two_hour_forecast_{Short(s)}", "s"))];
    private static readonly Figure[] Memory = [.. Sizes.Select(s => new Figure($"scaling.memory_{Short(s)}", "MiB"))];

    public string Name => "scaling";
    public IReadOnlyList<Figure> Figures => [.. Speeds, .. Forecasts, .. Memory];

    public Task Run(BenchOptions options, Report report)
    {
        for (var i = 0; i < Sizes.Length; i++) Run(i, report);
        return Task.CompletedTask;
    }

    private static void Run(int size, Report report)
    {
        var network = DemoCity.Build(seed: 1, Sizes[size]);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var rain = network.Points.ToDictionary(p => p.LocalId, _ => new RainSeries(Enumerable.Range(0, 30).Select(m => ((Start + Dry).AddMinutes(m), 40.0)), TimeSpan.FromMinutes(1)));
        SewerSimulation[] runs = [.. NetworkParts.Of(network).Parts.Select(p => LiveModel.Build(p).Start(Start, rain))];
        heap = GC.GetTotalMemory(forceFullCollection: true) - heap;
        foreach (var run in runs) run.AdvanceTo(Dry.TotalSeconds);
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        foreach (var run in runs) run.AdvanceTo((Dry + Ahead).TotalSeconds);
        var (wall, used) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        report.Add(Speeds[size], Ahead.TotalHours / used);
        report.Add(Forecasts[size], wall);
        report.Add(Memory[size], heap / 1048576.0);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"{network.Links.Count} links in {runs.Length} parts; {runs.Sum(r => r.Router.Steps)} steps, {runs.Sum(r => r.Router.Iterations)} iterations, {runs.Sum(r => r.Router.Unsettled)} not settled; overflow {runs.Sum(r => r.State.Balance.Overflow):0} m³, greatest continuity error {runs.Max(r => Math.Abs(r.Router.ContinuityError())):0.0000}"));
        GC.KeepAlive(network);
    }

    private static string Short(int size) => $"{size / 1000}k";
}
