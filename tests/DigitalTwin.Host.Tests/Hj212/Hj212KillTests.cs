using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Hj212;

/// <summary>The real server, killed without warning while stations report.</summary>
public class Hj212KillTests
{
    private const int Stations = 6;

    [Fact]
    public async Task Every_acknowledged_packet_is_in_the_history_exactly_once_after_a_kill_and_a_resend()
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        using (await server.Http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm))) { }
        for (var i = 1; i <= Stations; i++)
            using (var put = await server.Http.PutAsJsonAsync($"api/v1/devices/K{i}", new { protocol = "hj212", asset = $"town:M{i}", password = "123456" })) Assert.True(put.IsSuccessStatusCode);
        var port = await Port(server);
        var acknowledged = new List<string>[Stations + 1];
        var total = 0;
        var reporting = Enumerable.Range(1, Stations).Select(i => Task.Run(async () =>
        {
            acknowledged[i] = [];
            try
            {
                using var station = await Hj212Station.Connect(port);
                for (var minute = 0; ; minute++)
                {
                    var packet = Packet(i, minute);
                    if (await station.Ask(packet) is not { } answer) return;
                    Assert.Contains("CN=9014", answer);
                    acknowledged[i].Add(packet);
                    Interlocked.Increment(ref total);
                }
            }
            catch (IOException)
            {
                // Killed in the middle: not acknowledged, so nothing is promised.
            }
        })).ToArray();
        while (Volatile.Read(ref total) < 120) await Task.Delay(1);
        await server.Kill();
        await Task.WhenAll(reporting);
        var sent = acknowledged.Skip(1).Select(a => a.Count).ToArray();

        await server.Start();
        port = await Port(server);
        for (var i = 1; i <= Stations; i++)
        {
            // A logger that is not sure sends again: the last acknowledged ones, and the one that was on its way.
            using var station = await Hj212Station.Connect(port);
            foreach (var packet in acknowledged[i].TakeLast(3).Append(Packet(i, sent[i - 1]))) Assert.Contains("CN=9014", await station.Ask(packet));
            var series = await server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/town:M{i}/readings?quantity=cod&limit=10000&from=2026-07-01T00:00:00Z&to=2026-07-08T00:00:00Z");
            Assert.Equal(Enumerable.Range(0, sent[i - 1] + 1).Select(m => (double)m), series.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("value").GetDouble()));
        }
        var health = await server.Http.GetFromJsonAsync<JsonElement>("healthz");
        Assert.Equal(2 * (sent.Sum() + Stations), health.GetProperty("readings").GetInt64());
    }

    private static string Packet(int station, int minute) => Hj212Station.Data($"K{station}", Hj212Town.Noon.AddMinutes(minute),
        string.Create(CultureInfo.InvariantCulture, $"w01018-Rtd={minute},w01018-Flag=N;w21003-Rtd={minute / 10.0},w21003-Flag=N"));

    private static async Task<int> Port(ServerProcess server) => (await server.Http.GetFromJsonAsync<JsonElement>("healthz")).GetProperty("hj212").GetProperty("port").GetInt32();
}
