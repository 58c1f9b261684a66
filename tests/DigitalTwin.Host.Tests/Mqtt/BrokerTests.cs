using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Mqtt;

/// <summary>From an MQTT client through a real RabbitMQ to the history, with the faults that happen on the way.</summary>
public sealed class BrokerTests : IDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddHours(-3).ToUnixTimeMilliseconds());
    private readonly ThrowawayBroker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task A_published_value_is_stored_and_a_malformed_one_is_refused_and_listed()
    {
        await using var server = await Start();
        await using (var device = await _broker.Publisher())
        {
            await device.Publish("json/m1/level", Value(0, 1.25));
            await device.Publish("twin/m2/level", "0.75");
            await device.Publish("json/m1/level", "{not json");
            await device.Publish("twin/m2/level", "wet");
            await device.Publish("twin/stranger/level", "1");
            await device.Publish("twin/a/b/c/d", "1");
        }
        await Until(server, "api/v1/mqtt", m => m.GetProperty("readings").GetInt64() == 2 && m.GetProperty("refused").GetInt64() == 4);
        Assert.Equal(1.25, (await Stored(server, "town:M1"))[Begin]);
        // Without a time of its own it bears the broker's.
        Assert.Equal(0.75, Assert.Single(await Stored(server, "town:M2")).Value);
        var refused = (await server.Http.GetFromJsonAsync<JsonElement>("api/v1/mqtt/refused")).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("why").GetString()).ToArray();
        Assert.Contains(refused, why => why!.Contains("no route of the mapping fits topic 'twin/a/b/c/d'"));
        Assert.Contains(refused, why => why!.Contains("expected a number"));
        Assert.Contains(refused, why => why!.Contains("no JSON"));
        var candidates = await server.Http.GetFromJsonAsync<JsonElement>("api/v1/devices/candidates");
        Assert.Contains(candidates.GetProperty("items").EnumerateArray(), c => c.GetProperty("protocol").GetString() == "mqtt" && c.GetProperty("address").GetString() == "stranger");
    }

    [Fact]
    public async Task What_the_broker_acknowledged_outlives_a_kill_of_the_platform_and_a_restart_of_the_broker_and_is_stored_once()
    {
        await using var server = await Start();
        var acknowledged = new HashSet<int>();
        await Stream(acknowledged, 0, 3000, async sent =>
        {
            if (sent == 1000) await server.Kill();
            if (sent == 2000) await server.Start();
        });
        Assert.Equal(3000, acknowledged.Count);
        await AllStored(server, acknowledged);

        // The broker goes in the middle: what it did not acknowledge, the device sends again, as MQTT has it.
        await Stream(acknowledged, 3000, 5000, sent =>
        {
            if (sent == 1000) _broker.Stop();
            return Task.CompletedTask;
        });
        Assert.True(acknowledged.Count < 5000);
        _broker.Start();
        foreach (var missing in Enumerable.Range(3000, 2000).Where(i => !acknowledged.Contains(i)).Chunk(500).ToArray())
            await Stream(acknowledged, missing[0], missing[^1] + 1, _ => Task.CompletedTask);
        await AllStored(server, acknowledged);
    }

    [Fact]
    public async Task A_flood_from_one_device_does_not_keep_another_from_the_disk()
    {
        await using var server = await Start();
        await using var flooding = await _broker.Publisher("flood");
        await using var quiet = await _broker.Publisher("quiet");
        var stop = false;
        var flood = Task.Run(async () =>
        {
            for (var i = 0; !Volatile.Read(ref stop); i++) await Task.WhenAll(Enumerable.Range(0, 200).Select(j => flooding.Publish("json/m1/level", Value(i * 200 + j, 1))));
        });
        for (var i = 0; i < 5; i++) await quiet.Publish("json/m2/level", Value(i, 2));
        await Until(server, "api/v1/devices/m2", d => d.GetProperty("status") is { ValueKind: JsonValueKind.Object } s && s.GetProperty("readings").GetInt64() == 5);
        Volatile.Write(ref stop, true);
        await flood;
    }

    private async Task<ServerProcess> Start()
    {
        var server = await ServerProcess.Start(null, "--empty", $"--DigitalTwin:Mqtt:Broker={_broker.Address}");
        using (var imported = await server.Http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm))) Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        foreach (var (id, asset) in ((string, string)[])[("m1", "town:M1"), ("m2", "town:M2")])
            using (var put = await server.Http.PutAsync($"api/v1/devices/{id}", new StringContent($$"""{"protocol":"mqtt","asset":"{{asset}}","intervalSeconds":60}""", Encoding.UTF8, "application/json")))
                Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        return server;
    }

    /// <summary>Publishes numbered values; those that the broker acknowledged are noted.</summary>
    private async Task Stream(HashSet<int> acknowledged, int first, int end, Func<int, Task> between)
    {
        await using var device = await _broker.Publisher();
        var publishing = new List<Task>();
        for (var i = first; i < end; i++)
        {
            var number = i;
            publishing.Add(Task.Run(async () =>
            {
                try
                {
                    await device.Publish("json/m1/level", Value(number, 0.1 + number / 10_000.0));
                    lock (acknowledged) acknowledged.Add(number);
                }
                catch (Exception e) when (e is IOException or InvalidOperationException or ObjectDisposedException)
                {
                    // Not acknowledged, so nothing is promised.
                }
            }));
            if ((i - first) % 1000 == 0 && i > first) await between(i - first);
        }
        await Task.WhenAll(publishing);
    }

    private static async Task AllStored(ServerProcess server, HashSet<int> acknowledged)
    {
        for (var tries = 0; ; tries++)
        {
            var stored = await Stored(server, "town:M1");
            // One value a time, and no time that was not sent: nothing lost, nothing twice.
            if (acknowledged.All(i => stored.ContainsKey(Begin.AddSeconds(i))))
            {
                Assert.Equal(acknowledged.Count, stored.Count);
                Assert.All(acknowledged, i => Assert.Equal(0.1 + i / 10_000.0, stored[Begin.AddSeconds(i)], 9));
                return;
            }
            Assert.True(tries < 600, $"{acknowledged.Count(i => !stored.ContainsKey(Begin.AddSeconds(i)))} of {acknowledged.Count} acknowledged values never came; {stored.Count} are stored.\n{server.Output}");
            await Task.Delay(100);
        }
    }

    private static async Task<Dictionary<DateTimeOffset, double>> Stored(ServerProcess server, string asset)
    {
        var series = await server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{asset}/readings?quantity=level&limit=50000&from={Uri.EscapeDataString(Begin.AddMinutes(-1).ToString("O"))}");
        return series.GetProperty("items").EnumerateArray().ToDictionary(p => DateTimeOffset.Parse(p.GetProperty("at").GetString()!, System.Globalization.CultureInfo.InvariantCulture), p => p.GetProperty("value").GetDouble());
    }

    private static async Task Until(ServerProcess server, string path, Func<JsonElement, bool> wanted)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await server.Http.GetFromJsonAsync<JsonElement>(path);
            if (wanted(answer)) return;
            Assert.True(tries < 600, $"{path} never came to be as wanted; last: {answer.GetRawText()}\n{server.Output}");
            await Task.Delay(100);
        }
    }

    private static string Value(int second, double value) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"at":"{{Begin.AddSeconds(second):O}}","value":{{value}}}""");
}
