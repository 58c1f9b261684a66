using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Load;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City;
using DigitalTwin.Testing;

namespace Benchmarks;

/// <summary>From the reading that proves a symptom until a browser has the warning, with all it will reach, and the change of the first asset on its way.</summary>
internal static class SymptomLag
{
    public const int Segments = 1_000_000;
    private const int Symptoms = 100;
    /// <summary>Bit of a row's state: an effect is on its way here.</summary>
    private const int EffectComing = 1 << 5;
    private const int MostMissed = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Milliseconds, one a symptom, and the mean number of assets that each warning says it will reach.</summary>
    public static async Task<(List<double> Lags, double Effects)> Measure(int segments, Report report)
    {
        var network = DemoCity.Build(1, segments);
        await using var server = await DemoNetworkServer.Start(segments);
        var bounds = await Bounds(server);
        report.Note($"symptom to browser: {network.Links.Count} links, server ready after {server.StartTook.TotalSeconds:0.0} s");
        var random = new Random(1);
        var below = Below(network);
        var exits = network.Links.ToLookup(l => l.From);
        // Symptoms stay. A pipe on the way of an earlier one says already that something comes, so a later one changes nothing there to be seen by.
        var painted = new HashSet<string>();
        List<double> lags = [], effects = [];
        var missed = 0;
        var watcher = await Watch(server, bounds);
        // The network is compiled after it is stored, and the first ones find cold code.
        for (var warm = 0; lags.Count < Symptoms && missed < MostMissed;)
        {
            var (cause, node, link) = below[random.Next(below.Length)];
            if (painted.Contains(link)) continue;
            Paint(painted, exits, node);
            var key = (await Json(server, $"api/v1/assets/{Uri.EscapeDataString($"demo:{link}")}")).GetProperty("key").GetInt32();
            if (await One(server, watcher, cause, key) is not { } told)
            {
                missed++;
                await watcher.DisposeAsync(); // A read that was given up takes its socket along.
                watcher = await Watch(server, bounds);
            }
            else if (warm++ >= 5)
            {
                lags.Add(told.Milliseconds);
                effects.Add(told.Effects);
            }
        }
        await watcher.DisposeAsync();
        if (lags.Count == 0) throw new TimeoutException($"None of {missed} symptoms reached the browser within {Patience.TotalSeconds} s each.");
        if (missed > 0) report.Note($"{missed} symptoms were not seen within {Patience.TotalSeconds} s, the first while the network was being compiled");
        return (lags, effects.Average());
    }

    private static async Task<HubConnection> Watch(ServerProcess server, double[] bounds)
    {
        var watcher = await HubConnection.Open(server.Url, CancellationToken.None, compressed: true);
        await watcher.View("demo", bounds, 18, CancellationToken.None);
        return watcher;
    }

    /// <summary>Null where the browser does not have it in time.</summary>
    private static async Task<(double Milliseconds, int Effects)?> One(ServerProcess server, HubConnection watcher, string cause, int key)
    {
        using var limit = new CancellationTokenSource(Patience);
        var body = Breach(cause);
        var (reached, seen) = (-1, false);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var posted = BenchServer.Post(server, body, limit.Token);
            await watcher.Next(record =>
            {
                using var json = JsonDocument.Parse(record);
                if (!json.RootElement.TryGetProperty("target", out var target)) return false;
                var what = json.RootElement.GetProperty("arguments")[0];
                if (target.GetString() == "Warnings") reached = Math.Max(reached, EffectsOf(what, $"demo:{cause}"));
                if (target.GetString() == "Changes") seen |= IsComing(what, key);
                return reached >= 0 && seen;
            }, limit.Token);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await posted;
            return (took, reached);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Manholes in the sewers, each with the pipe that it drains by.</summary>
    private static (string Cause, int Node, string Link)[] Below(Network network)
    {
        var exits = network.Links.Where(l => l.Kind == AssetKind.PipeSegment && l.Class is PipeClass.Sewer && !l.IsPressurised).GroupBy(l => l.From).Where(g => g.Count() == 1);
        return [.. exits.Where(g => network.Nodes[g.Key].Kind == AssetKind.Manhole && network.Nodes[g.First().To].Kind == AssetKind.Manhole).Select(g => (network.Nodes[g.Key].LocalId, g.Key, g.First().LocalId))];
    }

    /// <summary>All pipes that water from a node can come by.</summary>
    private static void Paint(HashSet<string> painted, ILookup<int, NetworkLink> exits, int node)
    {
        var (ahead, seen) = (new Queue<int>([node]), new HashSet<int> { node });
        while (ahead.TryDequeue(out var at))
            foreach (var link in exits[at])
            {
                painted.Add(link.LocalId);
                if (seen.Add(link.To)) ahead.Enqueue(link.To);
            }
    }

    /// <summary>COD over the sewer's limit since six minutes ago: the second reading proves it.</summary>
    private static byte[] Breach(string cause)
    {
        var now = DateTimeOffset.UtcNow;
        string Item(DateTimeOffset at, double value) => string.Create(CultureInfo.InvariantCulture, $$"""{"asset":"demo:{{cause}}","quantity":"cod","at":"{{at:O}}","value":{{value}}}""");
        return System.Text.Encoding.UTF8.GetBytes($"[{Item(now.AddMinutes(-6), 30_000)},{Item(now, 30_100)}]");
    }

    private static int EffectsOf(JsonElement batch, string cause)
    {
        foreach (var warning in batch.GetProperty("upserts").EnumerateArray())
            if (warning.GetProperty("asset").GetString() == cause) return warning.GetProperty("effects").GetArrayLength();
        return -1;
    }

    private static bool IsComing(JsonElement changes, int key)
    {
        var states = changes.GetProperty("state");
        var i = 0;
        foreach (var changed in changes.GetProperty("key").EnumerateArray())
        {
            if (changed.GetInt32() == key && (states[i].GetInt32() & EffectComing) != 0) return true;
            i++;
        }
        return false;
    }

    /// <summary>Of the network, once it is there.</summary>
    private static async Task<double[]> Bounds(ServerProcess server)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var networks = (await Json(server, "api/v1/city")).GetProperty("networks");
            if (networks.GetArrayLength() > 0) return [.. networks[0].GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble())];
            await Task.Delay(500);
        }
        throw new TimeoutException("The demo network did not come within five minutes.");
    }

    private static async Task<JsonElement> Json(ServerProcess server, string path)
    {
        using var document = JsonDocument.Parse(await server.Http.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
