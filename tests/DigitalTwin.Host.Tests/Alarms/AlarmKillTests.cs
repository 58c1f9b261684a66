using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Alarms;

/// <summary>The real server, killed right after it has answered an order.</summary>
public class AlarmKillTests
{
    [Fact]
    public async Task What_was_acknowledged_and_shelved_before_a_kill_is_so_after_it()
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        using (var imported = await server.Http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm))) Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        var now = DateTimeOffset.UtcNow;
        var readings = from place in new[] { "M2", "M4" } from minute in Enumerable.Range(0, 4) select Readings.Item($"town:{place}", "level", now.AddMinutes(minute - 4), 3.2);
        using (var taken = await server.Http.PostAsync("api/v1/readings", new StringContent($"[{string.Join(',', readings)}]", Encoding.UTF8, "application/json"))) Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        await Until(server, a => a.ContainsKey("town:M2~sewer.overflow") && a.ContainsKey("town:M4~sewer.overflow"));
        foreach (var (alarm, action, body) in new (string, string, object)[] { ("town:M2", "acknowledge", new { comment = "seen" }), ("town:M4", "shelve", new { minutes = 60, reason = "works" }) })
        {
            using var answer = await server.Http.PostAsJsonAsync($"api/v1/alarms/{alarm}~sewer.overflow/{action}", body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        await server.Kill();
        await server.Start();
        await Until(server, a => a.GetValueOrDefault("town:M2~sewer.overflow") == "acknowledged" && a.GetValueOrDefault("town:M4~sewer.overflow") == "shelved");
    }

    private static async Task Until(ServerProcess server, Func<Dictionary<string, string>, bool> wanted)
    {
        for (var tries = 0; ; tries++)
        {
            var list = await server.Http.GetFromJsonAsync<JsonElement>("api/v1/alarms");
            var states = list.GetProperty("items").EnumerateArray().ToDictionary(a => a.GetProperty("id").GetString()!, a => a.GetProperty("state").GetString()!);
            if (wanted(states)) return;
            Assert.True(tries < 300, $"It never came to be so: {list.GetRawText()}\n{server.Output}");
            await Task.Delay(100);
        }
    }
}
