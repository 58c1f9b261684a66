using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Mqtt;

/// <summary>What topics mean, tried and changed by people. No broker is needed for that.</summary>
public class MappingTests
{
    private static readonly object[] Cellar = [new { topic = "cellar/{asset}/{code}", payload = "json", asset = "town:{asset}", at = "t", values = new[] { new { path = "v", code = "{code}", unit = "cm" } } }];
    private static readonly object Message = new { topic = "cellar/M1/level", payload = """{"t":"2026-07-01T04:00:00Z","v":125}""" };

    [Fact]
    public async Task A_draft_is_tried_saved_and_holds_after_a_restart()
    {
        var folder = RunningHost.NewFolder();
        await using (var host = await RunningHost.Start(folder))
        {
            await host.Import();
            var (unknown, why) = await Try(host, Message);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown);
            Assert.Contains("no route of the mapping fits", why);
            var (tried, answer) = await Try(host, new { topic = "cellar/M1/level", payload = """{"t":"2026-07-01T04:00:00Z","v":125}""", routes = Cellar });
            Assert.Equal(HttpStatusCode.OK, tried);
            var reading = JsonDocument.Parse(answer).RootElement.GetProperty("items")[0];
            Assert.Equal(("town:M1", "level", 1.25), (reading.GetProperty("asset").GetString(), reading.GetProperty("quantity").GetString(), reading.GetProperty("value").GetDouble()));
            Assert.Equal(0, JsonDocument.Parse(answer).RootElement.GetProperty("route").GetInt32());

            Assert.Equal(HttpStatusCode.OK, await Save(host, 0, Cellar));
            Assert.Equal(HttpStatusCode.Conflict, await Save(host, 0, Cellar));
            Assert.Equal(HttpStatusCode.OK, (await Try(host, Message)).Item1);
        }
        await using (var host = await RunningHost.Start(folder))
        {
            Assert.Equal(HttpStatusCode.OK, (await Try(host, Message)).Item1);
            var mapping = await host.Get("/api/v1/mqtt/mapping");
            Assert.Equal(("edited", 1, "bootstrap"), (mapping.GetProperty("source").GetString(), mapping.GetProperty("revision").GetInt32(), mapping.GetProperty("changedBy").GetString()));
            Assert.Equal(HttpStatusCode.OK, await Save(host, 1, null));
            mapping = await host.Get("/api/v1/mqtt/mapping");
            Assert.Equal(("configured", 3), (mapping.GetProperty("source").GetString(), mapping.GetProperty("items").GetArrayLength()));
            var history = (await host.Get("/api/v1/mqtt/mapping/history")).GetProperty("items").EnumerateArray().ToArray();
            Assert.Equal([2, 1], history.Select(h => h.GetProperty("revision").GetInt32()));
            Assert.Equal(JsonValueKind.Null, history[0].GetProperty("routes").ValueKind);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("""[{"topic":"a/{b}","payload":"plain","device":"{b}"}]""", "routes[0] has a plain payload and no code")]
    [InlineData("""[{"topic":"a/{b}","payload":"soup","device":"{b}"}]""", "routes[0].payload is 'soup'")]
    [InlineData("""[{"topic":"a","payload":"json","device":"x","values":[{"path":"v","code":"level","unit":7}]}]""", "unit is 7")]
    [InlineData("""{"topic":"a"}""", "an array 'routes'")]
    public async Task A_mapping_that_makes_no_sense_is_refused_with_its_place(string routes, string expected)
    {
        await using var host = await RunningHost.Start();
        using var answer = await host.Http.PutAsync("/api/v1/mqtt/mapping", new StringContent($$"""{"revision":0,"routes":{{routes}}}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    private static async Task<(HttpStatusCode, string)> Try(RunningHost host, object message)
    {
        using var answer = await host.Http.PostAsJsonAsync("/api/v1/mqtt/try", message);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> Save(RunningHost host, int revision, object[]? routes)
    {
        using var answer = await host.Http.PutAsJsonAsync("/api/v1/mqtt/mapping", new { revision, routes });
        return answer.StatusCode;
    }
}
