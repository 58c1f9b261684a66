using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DigitalTwin.Host.Tests.Drills.Routes;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Drills;

/// <summary>Every fault on every way in at once. After each: nothing acknowledged is missing, nothing is there twice, the rest kept flowing.</summary>
public class EveryRoute
{
    [Fact]
    public async Task Killed_twice_amid_all_of_them()
    {
        await using var city = await CityUnderDrill.Start();
        for (var kill = 0; kill < 2; kill++)
        {
            await city.Server.Kill();
            await city.Server.Start();
            await city.Flows();
        }
        await city.IsWhole();
    }

    [Fact]
    public async Task The_disk_is_full()
    {
        await using var city = await CityUnderDrill.Start();
        await LimitFiles(city, new DirectoryInfo(city.Server.Folder).EnumerateFiles().Max(f => f.Length) + 100_000);
        await city.Until(async () => await city.StorageFails() ? null : "the disk does not fill");
        await Task.Delay(2000); // Each route meets it.
        Assert.Null(await city.Feeders[0].Lacks(city.Server.Http)); // Reading goes on.
        await LimitFiles(city, null);
        await city.Flows();
        await city.IsWhole();
    }

    [Fact]
    public async Task PostgreSQL_restarts()
    {
        using var postgres = new ThrowawayPostgres();
        await using var city = await CityUnderDrill.Start($"--DigitalTwin:Storage:Postgres={postgres.Settings}");
        foreach (var how in (string[])["fast", "immediate"])
        {
            postgres.Halt(how);
            await city.Until(async () => await city.StorageFails() ? null : "nobody notices that PostgreSQL is gone");
            postgres.Restart(how);
            await city.Flows();
        }
        await city.IsWhole();
    }

    [Fact]
    public async Task The_broker_restarts_and_all_that_does_not_need_it_flows_on()
    {
        await using var city = await CityUnderDrill.Start();
        city.Broker.Stop();
        await city.Flows(f => f is not BrokerFeeder);
        city.Broker.Start();
        await city.Flows();
        await city.IsWhole();
    }

    [Fact]
    public async Task One_floods_and_others_send_a_byte_now_and_then_and_everyone_else_flows_on()
    {
        await using var city = await CityUnderDrill.Start("--DigitalTwin:Ingest:MaxInFlight=5000", "--DigitalTwin:Ingest:MaxConcurrentRequests=12", "--DigitalTwin:Ingest:MaxConcurrentRequestsPerSender=4",
            "--DigitalTwin:Hj212:FrameTimeout=00:00:05", "--DigitalTwin:Hj212:HelloTimeout=00:00:05");
        using var stop = new CancellationTokenSource();
        var flood = Enumerable.Range(0, 8).Select(i => Task.Run(() => Flood(city.Server.Url, i, stop.Token))).ToArray();
        var port = await StationFeeder.Port(city.Server.Http);
        var url = city.Server.Url;
        var lorises = new[]
        {
            Loris(url.Port, Head(url, "readings", "application/json") + "["),
            Loris(url.Port, Head(url, "files", "multipart/form-data; boundary=b") + "--b\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n" + FolderFeeder.Profile.Replace("M4", "M6", StringComparison.Ordinal)
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"slow.csv\"\r\n\r\nt,v\n"),
            Loris(port, "##0"),
        };
        while (!lorises.All(l => l.IsCompleted)) await city.Flows();
        Assert.All(lorises, l => Assert.True(l.Result, "the server does not cut off who sends nothing"));
        Assert.DoesNotContain(flood, f => f.IsCompleted);
        await stop.CancelAsync();
        await Task.WhenAll(flood);
        await city.IsWhole();
    }

    private static async Task LimitFiles(CityUnderDrill city, long? bytes)
    {
        using var process = Process.Start("prlimit", ["--pid", $"{city.Server.ProcessId}", $"--fsize={bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}:unlimited"]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task Flood(Uri url, int lane, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", CityUnderDrill.Greedy) } };
        for (var batch = 0; !stop.IsCancellationRequested; batch++)
        {
            var items = Enumerable.Range(0, 500).Select(i => Readings.Item("town:WELL", "level", Feeder.Begin.AddMilliseconds((batch * 8 + lane) * 500 + i), 1));
            using var answer = await http.PostAsync("api/v1/readings", new StringContent($"[{string.Join(',', items)}]", Encoding.UTF8, "application/json"), CancellationToken.None);
        }
    }

    private static string Head(Uri url, string route, string type) =>
        $"POST /api/v1/{route} HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {ServerProcess.Key}\r\nContent-Type: {type}\r\nContent-Length: 100000\r\n\r\n";

    /// <summary>True once the server has had enough.</summary>
    private static async Task<bool> Loris(int port, string begin)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(begin));
        var answer = stream.ReadAsync(new byte[4096]).AsTask();
        try
        {
            for (var tries = 0; tries < 400; tries++)
            {
                await stream.WriteAsync("1"u8.ToArray());
                if (await Task.WhenAny(answer, Task.Delay(200)) == answer) return true; // An answer, or the end.
            }
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
