using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>SIGKILL amid a storm's readings: nothing acknowledged is lost, live state is the fold of history, and the page comes back by itself.</summary>
public sealed class KilledInTheMiddle(Browser browser) : IClassFixture<Browser>
{
    private const string Storm = "bellinge_2012-06-29_storm_1min.csv";

    [SharedDataFact("bellinge", Storm)]
    public async Task Every_acknowledged_reading_is_there_and_the_page_recovers()
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        await server.Command("import", SharedData.PathOf("bellinge", "bellinge.inp"), "--crs", "EPSG:25832", "--as", "bellinge");
        var opened = await browser.Open(server.Url);
        await Expect(opened.Page.Locator(".clock")).ToContainTextAsync("实时");

        var acknowledged = new Dictionary<(string Asset, string Quantity), SortedDictionary<DateTimeOffset, double>>();
        var rows = Rows().Take(400).ToArray();
        using (var stop = new CancellationTokenSource())
        {
            var sending = Send(server, rows, acknowledged, stop.Token);
            while (Count(acknowledged) < 2_000 && !sending.IsCompleted) await Task.Delay(10);
            await server.Kill();
            await stop.CancelAsync();
            await sending;
        }
        await Expect(opened.Page.Locator(".band")).ToBeVisibleAsync();
        await server.Start();
        await Expect(opened.Page.Locator(".band")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(opened.Page.Locator(".clock")).ToContainTextAsync("实时");

        Assert.InRange(Count(acknowledged), 2_000, rows.Length * 20);
        foreach (var (series, sent) in acknowledged)
        {
            var stored = await Stored(server, series.Asset, series.Quantity, sent.Keys.First(), sent.Keys.Last());
            foreach (var (at, value) in sent)
                Assert.True(stored.TryGetValue(at, out var kept) && Math.Abs(kept - value) < 1e-9, $"{series} at {at:O}: sent {value}, stored {(stored.TryGetValue(at, out kept) ? kept : null)}.");
            // A batch whose answer was lost in the kill may be stored too; live state is the newest of what is stored.
            var live = await Live(server, series.Asset, series.Quantity);
            Assert.Equal(stored.Last().Key, live.At);
            Assert.Equal(stored.Last().Value, live.Value, 9);
        }
    }

    private static async Task Send(ServerProcess server, (DateTimeOffset At, (string Asset, string Quantity, double Value)[] Cells)[] rows,
        Dictionary<(string, string), SortedDictionary<DateTimeOffset, double>> acknowledged, CancellationToken stop)
    {
        foreach (var (at, cells) in rows)
        {
            try
            {
                using var answer = await server.Http.PostAsJsonAsync("api/v1/readings",
                    cells.Select(c => new { asset = c.Asset, quantity = c.Quantity, at, value = c.Value }), stop);
                if (answer.StatusCode != HttpStatusCode.Accepted) return;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return; // Killed: this batch was not acknowledged.
            }
            lock (acknowledged)
                foreach (var (asset, quantity, value) in cells)
                {
                    if (!acknowledged.TryGetValue((asset, quantity), out var series)) acknowledged[(asset, quantity)] = series = [];
                    series[at] = value;
                }
        }
    }

    private static int Count(Dictionary<(string, string), SortedDictionary<DateTimeOffset, double>> acknowledged)
    {
        lock (acknowledged) return acknowledged.Values.Sum(s => s.Count);
    }

    private static async Task<SortedDictionary<DateTimeOffset, double>> Stored(ServerProcess server, string asset, string quantity, DateTimeOffset from, DateTimeOffset to)
    {
        var url = $"api/v1/assets/{asset}/readings?quantity={quantity}&from={Text(from)}&to={Text(to.AddHours(12))}&limit=10000";
        using var json = JsonDocument.Parse(await server.Http.GetStringAsync(url));
        var stored = new SortedDictionary<DateTimeOffset, double>();
        foreach (var item in json.RootElement.GetProperty("items").EnumerateArray()) stored.Add(item.GetProperty("at").GetDateTimeOffset(), item.GetProperty("value").GetDouble());
        return stored;
    }

    private static async Task<(DateTimeOffset At, double Value)> Live(ServerProcess server, string asset, string quantity)
    {
        using var json = JsonDocument.Parse(await server.Http.GetStringAsync($"api/v1/assets/{asset}"));
        var value = json.RootElement.GetProperty("state").GetProperty("latest").EnumerateArray().First(l => l.GetProperty("quantity").GetString() == quantity);
        return (value.GetProperty("at").GetDateTimeOffset(), value.GetProperty("value").GetDouble());
    }

    /// <summary>The storm's level and flow columns, row by row.</summary>
    private static IEnumerable<(DateTimeOffset At, (string Asset, string Quantity, double Value)[] Cells)> Rows()
    {
        using var reader = new StreamReader(SharedData.PathOf("bellinge", Storm), Encoding.UTF8);
        var head = reader.ReadLine()!.Split(',');
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return (DateTimeOffset.Parse(cells[0] + "Z", CultureInfo.InvariantCulture), [.. Enumerable.Range(1, cells.Length - 1)
                .Where(i => !head[i].StartsWith("system.", StringComparison.Ordinal))
                .Select(i => ($"bellinge:{head[i].Split('.')[0]}", head[i].EndsWith("depth_m", StringComparison.Ordinal) ? "level" : "flow", double.Parse(cells[i], CultureInfo.InvariantCulture)))]);
        }
    }

    private static string Text(DateTimeOffset at) => Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
