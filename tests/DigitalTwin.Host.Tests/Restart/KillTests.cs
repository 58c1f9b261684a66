using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Restart;

/// <summary>The real server, killed without warning while readings stream in.</summary>
public class KillTests
{
    private static readonly string[] Assets = ["town:M1", "town:M2", "town:M3", "town:M4", "town:M5", "town:M6"];

    [Fact]
    public async Task Every_acknowledged_reading_is_there_after_a_kill_and_live_state_is_its_fold()
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        using (var imported = await server.Http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm))) Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        var begin = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddHours(-2).ToUnixTimeMilliseconds());
        var acknowledged = new List<int>();
        var killed = Task.Run(async () =>
        {
            while (acknowledged.Count < 40) await Task.Delay(1);
            await server.Kill();
        });
        // Every minute M3 stands over its rim, so a warning is open when the server dies.
        for (var minute = 0; !killed.IsCompleted; minute++)
        {
            try
            {
                var batch = $"[{string.Join(",", Assets.Select((a, i) => Readings.Item(a, "level", begin.AddSeconds(minute * 10), a == "town:M3" ? 3.2 : minute / 1000.0 + i)))}]";
                using var answer = await server.Http.PostAsync("api/v1/readings", new StringContent(batch, Encoding.UTF8, "application/json"));
                if (answer.StatusCode == HttpStatusCode.Accepted) acknowledged.Add(minute);
            }
            catch (HttpRequestException)
            {
                break; // Killed in the middle of a request: not acknowledged, so nothing is promised.
            }
        }
        await killed;

        await server.Start();
        var last = acknowledged[^1];
        foreach (var (asset, i) in Assets.Select((a, i) => (a, i)))
        {
            var series = await server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{asset}/readings?quantity=level&limit=10000&from={Uri.EscapeDataString(begin.ToString("O"))}");
            var stored = series.GetProperty("items").EnumerateArray().Select(p => DateTimeOffset.Parse(p.GetProperty("at").GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
            foreach (var minute in acknowledged) Assert.Contains(begin.AddSeconds(minute * 10), stored);
            var live = (await server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{asset}")).GetProperty("state").GetProperty("latest")[0];
            Assert.Equal(series.GetProperty("items").EnumerateArray().Last().GetProperty("value").GetDouble(), live.GetProperty("value").GetDouble());
            if (asset != "town:M3") Assert.True(live.GetProperty("value").GetDouble() >= last / 1000.0 + i - 1e-9);
        }
        await HasOpenOverflow(server);
    }

    private static async Task HasOpenOverflow(ServerProcess server)
    {
        for (var tries = 0; ; tries++)
        {
            var open = await server.Http.GetFromJsonAsync<JsonElement>("api/v1/warnings?open=true&asset=town:M3");
            if (open.GetProperty("items").EnumerateArray().Any(w => w.GetProperty("kind").GetString() == "overflow" && w.GetProperty("asset").GetString() == "town:M3")) return;
            Assert.True(tries < 300, $"No overflow is open: {open.GetRawText()}\n{server.Output}");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_in_one_clear_line()
    {
        await using var first = await ServerProcess.Start(null, "--empty");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.Start(first.Folder, "--empty"));
        Assert.Contains("ended with 2", refused.Message);
        Assert.Contains("is in use by process", refused.Message);
        Assert.DoesNotContain("   at ", refused.Message);
    }
}
