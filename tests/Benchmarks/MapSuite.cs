using System.Text.Json;
using Benchmarks.Load;
using DigitalTwin.Testing;
using Microsoft.Playwright;

namespace Benchmarks;

/// <summary>The page on a demo city of 100,000 segments in headless Chromium with software rendering, 1920×1080, at 1,000 changes a second.</summary>
public sealed class MapSuite : ISuite
{
    private const int Rate = 1_000;
    private static readonly Figure FirstPicture = new("map.first_picture_ms", "ms", 1500);
    private static readonly Figure Layer = new("map.layer_ms", "ms", 500);
    private static readonly Figure LiveP95 = new("map.live_frame_p95_ms", "ms", 20);
    private static readonly Figure LiveRate = new("map.live_frames_per_s", "frames/s", 60, AtMost: false);
    private static readonly Figure PanP95 = new("map.pan_frame_p95_ms", "ms", 33);
    private static readonly Figure PanRate = new("map.pan_frames_per_s", "frames/s");

    // Frame times as the browser itself paces them.
    private const string Frames = """
        (seconds) => new Promise(done => {
          const times = []; let last = performance.now(); const end = last + seconds * 1000;
          const frame = now => { times.push(now - last); last = now; now < end ? requestAnimationFrame(frame) : done(times.slice(1)); };
          requestAnimationFrame(frame);
        })
        """;

    public string Name => "map";
    public IReadOnlyList<Figure> Figures => [FirstPicture, Layer, LiveP95, LiveRate, PanP95, PanRate];

    public async Task Run(BenchOptions options, Report report)
    {
        await using var server = await ServerProcess.Start(null, "--city", "demo:100000", "--speed", "1", "--DigitalTwin:RequestsPerSecond=100000");
        var assets = await SomeAssets(server);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        List<double> first = [], layer = [], liveP95 = [], liveRate = [], panP95 = [], panRate = [];
        for (var run = 0; run < options.Runs; run++)
        {
            var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 }, BypassCSP = true });
            await page.GotoAsync(server.Url.ToString());
            await page.WaitForFunctionAsync("performance.getEntriesByName('map:first-picture').length > 0", null, new() { Timeout = 60_000 });
            var mark = await page.EvaluateAsync<double[]>("(({ startTime, detail }) => [startTime, detail])(performance.getEntriesByName('map:first-picture')[0])");
            first.Add(mark[0]);
            layer.Add(mark[1]);
            using var stop = new CancellationTokenSource();
            var load = Load(server, assets, stop.Token);
            await Task.Delay(2_000);
            Take(await page.EvaluateAsync<double[]>(Frames, 5), liveP95, liveRate);
            var pan = page.EvaluateAsync<double[]>(Frames, 5);
            await Pan(page, TimeSpan.FromSeconds(5));
            Take(await pan, panP95, panRate);
            await stop.CancelAsync();
            await load;
            await page.CloseAsync();
        }
        report.Add(FirstPicture, first);
        report.Add(Layer, layer);
        report.Add(LiveP95, liveP95);
        report.Add(LiveRate, liveRate);
        report.Add(PanP95, panP95);
        report.Add(PanRate, panRate);
    }

    private static void Take(double[] frames, List<double> p95, List<double> rate)
    {
        rate.Add(1000 / frames.Average());
        p95.Add(frames.Order().ElementAt((int)(frames.Length * 0.95)));
    }

    private static async Task Pan(IPage page, TimeSpan time)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await page.Mouse.MoveAsync(900, 500);
        await page.Mouse.DownAsync();
        for (var step = 0; watch.Elapsed < time; step++)
        {
            await page.Mouse.MoveAsync(900 + (float)(300 * Math.Sin(step / 20.0)), 500 + (float)(200 * Math.Cos(step / 27.0)));
            await Task.Delay(8);
        }
        await page.Mouse.UpAsync();
    }

    private static async Task<string[]> SomeAssets(ServerProcess server)
    {
        using var json = JsonDocument.Parse(await server.Http.GetStringAsync("api/v1/assets?kind=manhole&limit=5000"));
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];
    }

    private static async Task Load(ServerProcess server, string[] assets, CancellationToken stop)
    {
        try
        {
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                var at = DateTimeOffset.UtcNow;
                var batch = Enumerable.Range(0, Rate / 10).Select(i => assets[(round * (Rate / 10) + i) % assets.Length])
                    .Select(asset => new { asset, quantity = "level", at, value = 0.1 + 0.01 * (round % 40) });
                await BenchServer.Post(server, JsonSerializer.SerializeToUtf8Bytes(batch), stop);
                await Task.Delay(100, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
