using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Drills;

/// <summary>The real server while what keeps its readings fails: whatever was acknowledged is there, once, and it goes on by itself.</summary>
public class StorageDrills
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeMilliseconds());

    [Fact]
    public async Task Killed_while_readings_stream_into_PostgreSQL()
    {
        await using var server = await ServerProcess.Start(null, "--empty", $"--DigitalTwin:Storage:Postgres={ThrowawayPostgres.Shared.NewDatabase()}");
        await Import(server);
        var device = new Device(server);
        for (var kill = 0; kill < 2; kill++)
        {
            await device.SendUntil(device.Acknowledged + 30);
            var sending = device.SendUntil(int.MaxValue);
            await Task.Delay(100);
            await server.Kill();
            await sending;
            await server.Start();
        }
        await device.SendUntil(device.Acknowledged + 10);
        await device.IsStoredOnce();
    }

    [Fact]
    public async Task PostgreSQL_restarts_while_readings_stream_in()
    {
        using var postgres = new ThrowawayPostgres();
        await using var server = await ServerProcess.Start(null, "--empty", $"--DigitalTwin:Storage:Postgres={postgres.Settings}");
        await Import(server);
        var device = new Device(server);
        foreach (var how in (string[])["fast", "immediate"])
        {
            await device.SendUntil(device.Acknowledged + 30);
            postgres.Halt(how);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await device.SendOnce());
            Assert.True(device.RetryAfter > TimeSpan.Zero);
            Assert.True((await server.Http.GetFromJsonAsync<JsonElement>("healthz")).GetProperty("storageFails").GetBoolean());
            postgres.Restart(how);
            await device.SendUntil(device.Acknowledged + 10);
        }
        await device.IsStoredOnce();
        await server.Kill();
        await server.Start();
        await device.IsStoredOnce();
    }

    /// <remarks>A limit on the size of files stands for the disk's: the same error at the same call, and no rights are needed to set it.</remarks>
    [Fact]
    public async Task The_disk_is_full_while_readings_stream_in()
    {
        await using var server = await ServerProcess.StartThrough(["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"], "--empty");
        await Import(server);
        var device = new Device(server);
        using (var put = await server.Http.PutAsJsonAsync("api/v1/devices/FULL", new { protocol = "hj212", asset = "town:M5", password = "123456" })) Assert.True(put.IsSuccessStatusCode);
        var port = (await server.Http.GetFromJsonAsync<JsonElement>("healthz")).GetProperty("hj212").GetProperty("port").GetInt32();
        using var station = await Hj212Station.Connect(port);
        Assert.Contains("CN=9014", await station.Ask(Packet(0)));
        await device.SendUntil(30);
        await LimitFiles(server, new DirectoryInfo(server.Folder).EnumerateFiles().Max(f => f.Length) + 200_000);
        for (var refused = 0; refused < 3;)
            if (await device.SendOnce() == HttpStatusCode.ServiceUnavailable) refused++;
        Assert.True(device.RetryAfter > TimeSpan.Zero);
        // A station is told nothing, so that it keeps its packet.
        await station.Send(Packet(1));
        await Assert.ThrowsAsync<TimeoutException>(() => station.Receive(TimeSpan.FromSeconds(2)));
        await device.IsStoredOnce(); // Reading goes on.
        await LimitFiles(server, null);
        if (await station.Receive() is { } late) Assert.Contains("CN=9014", late);
        using (var again = await Hj212Station.Connect(port))
            for (var i = 0; i < 3; i++) Assert.Contains("CN=9014", await again.Ask(Packet(i)));
        await device.SendUntil(device.Acknowledged + 20);
        await server.Kill();
        await server.Start();
        await device.IsStoredOnce();
        Assert.Equal([0, 1, 2], (await server.Http.Series("town:M5", "cod", Begin.AddDays(-1))).Select(p => p.Value));

        static string Packet(int minute) => Hj212Station.Data("FULL", Begin.AddMinutes(minute), $"w01018-Rtd={minute},w01018-Flag=N");
    }

    private static async Task Import(ServerProcess server)
    {
        using var imported = await server.Http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm));
        Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
    }

    private static async Task LimitFiles(ServerProcess server, long? bytes)
    {
        var limit = bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        using var process = Process.Start("prlimit", ["--pid", $"{server.ProcessId}", $"--fsize={limit}:unlimited"]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Sends one reading of each asset a second of its own time, each batch again until it is acknowledged.</summary>
    private sealed class Device(ServerProcess server)
    {
        private static readonly string[] Assets = ["town:M1", "town:M2", "town:M4"];

        public int Acknowledged { get; private set; }
        public TimeSpan RetryAfter { get; private set; }

        /// <summary>Sends until so many batches are acknowledged, or the server is gone.</summary>
        public async Task SendUntil(int batches)
        {
            for (var tries = 0; Acknowledged < batches; tries++)
            {
                if (await SendOnce() is not { } status) return;
                if (status == HttpStatusCode.Accepted) tries = 0;
                else await Task.Delay(50);
                Assert.True(tries < 1200, $"Refused for a minute after {Acknowledged} batches:\n{server.Output}");
            }
        }

        public async Task<HttpStatusCode?> SendOnce()
        {
            try
            {
                var batch = $"[{string.Join(",", Assets.Select((a, i) => Readings.Item(a, "level", Begin.AddSeconds(Acknowledged), Value(Acknowledged, i))))}]";
                using var answer = await server.Http.PostAsync("api/v1/readings", new StringContent(batch, Encoding.UTF8, "application/json"));
                if (answer.StatusCode == HttpStatusCode.Accepted) Acknowledged++;
                else RetryAfter = answer.Headers.RetryAfter?.Delta ?? default;
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                return null; // Killed in the middle of a request: not acknowledged, so sent again.
            }
        }

        public async Task IsStoredOnce()
        {
            for (var i = 0; i < Assets.Length; i++)
            {
                var series = await server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{Assets[i]}/readings?quantity=level&limit=50000&from={Uri.EscapeDataString(Begin.ToString("O"))}");
                var stored = series.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("value").GetDouble()).ToArray();
                // The one that was not acknowledged may have been kept all the same.
                Assert.InRange(stored.Length, Acknowledged, Acknowledged + 1);
                Assert.Equal(Enumerable.Range(0, stored.Length).Select(n => Value(n, i)), stored);
            }
        }

        private static double Value(int batch, int asset) => Math.Round(asset + batch / 10_000.0, 4);
    }
}
