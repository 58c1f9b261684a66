using System.Globalization;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Cli.Replay;
using DigitalTwin.Simulation.Replay;

namespace DigitalTwin.Host.Cli;

/// <summary><c>replay FILE --as NAME</c>: sends a recorded series to the running server at any speed.</summary>
internal static class ReplayCommand
{
    public const string Usage = "Usage: twin replay FILE --as NAME [--speed N] [--times keep|shift] [--tz OFFSET|ZONE] [--url URL]";

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var given = new Arguments(args, Usage, "as", "speed", "times", "tz", "url");
        var path = given.File ?? throw new CommandException($"A file is missing. {Usage}");
        if (!File.Exists(path)) throw new CommandException($"There is no file '{path}'.");
        var network = given.Get("as");
        var zone = Zone(given.Find("tz") ?? "UTC");
        var keep = given.Find("times") switch { null or "keep" => true, "shift" => false, var other => throw new CommandException($"--times is '{other}'; expected keep or shift.") };
        if (!double.TryParse(given.Find("speed") ?? "1", CultureInfo.InvariantCulture, out var speed) || !(speed is > 0 and <= CityClock.MaxRate))
            throw new CommandException($"--speed is '{given.Find("speed")}'; expected more than 0 and at most {CityClock.MaxRate}.");

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) => e.Cancel = !stop.IsCancellationRequested && Stop(stop);
        using var server = await ServerClient.Connect(given.Find("url"));
        using var text = File.OpenText(path);
        var series = Open(text, path, new SeriesOptions { TimeZone = zone, Assets = await AssetsOf(server, network) });
        foreach (var skipped in series.Skipped) Console.WriteLine($"Column {skipped.Heading} is left out: {skipped.Why}");
        if (series.Columns.Count == 0) throw new CommandException($"No column of '{path}' can be sent as readings of '{network}'.");
        return await new ReplayRun(server, network, series, speed, keep, TimeProvider.System).Run(stop.Token);
    }

    private static SeriesReader Open(TextReader text, string path, SeriesOptions options)
    {
        try
        {
            return new SeriesReader(text, options);
        }
        catch (FormatException e)
        {
            throw new CommandException($"'{path}' is no series: {e.Message}");
        }
    }

    /// <summary>What the network on the server holds, so that a column of something else is told before anything is sent.</summary>
    private static async Task<Dictionary<string, AssetKind>> AssetsOf(ServerClient server, string network)
    {
        var city = await server.Get("/api/v1/city");
        var known = city.GetProperty("networks").EnumerateArray().FirstOrDefault(n => n.GetProperty("name").GetString() == network);
        if (known.ValueKind == JsonValueKind.Undefined)
            throw new CommandException($"The server has no network '{network}'; it has: {string.Join(", ", city.GetProperty("networks").EnumerateArray().Select(n => n.GetProperty("name").GetString()))}. Import it first: twin import FILE --crs EPSG:n --as {network}");
        var labels = await server.Get($"/api/v1/map/{network}/{known.GetProperty("revision").GetInt32()}/labels");
        var assets = new Dictionary<string, AssetKind>();
        foreach (var (part, kind) in new[] { ("nodes", AssetKind.Manhole), ("links", AssetKind.PipeSegment), ("points", AssetKind.RainGauge) })
            foreach (var label in labels.GetProperty(part).EnumerateArray()) assets[label[0].GetString()!] = kind;
        return assets; // Of the kinds only the rain gauge is asked for, and those are the points outside the graph.
    }

    private static bool Stop(CancellationTokenSource stop)
    {
        stop.Cancel();
        return true;
    }

    private static TimeZoneInfo Zone(string text) => TimeZones.TryFind(text, out var zone) ? zone : throw new CommandException($"--tz is '{text}'; {TimeZones.Expected}.");
}
