using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.AspNetCore.Builder;

namespace DigitalTwin.Host.Tests.Drills;

/// <summary>Senders over HTTP that want everything for themselves, and what the others and the history feel of it.</summary>
public class HttpFlood
{
    private const string Greedy = "greedy-key-0123456789", Modest = "modest-key-0123456789";
    private static readonly DateTimeOffset Begin = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeMilliseconds());

    [Fact]
    public async Task Who_floods_is_told_to_wait_and_everyone_else_flows_on_every_route()
    {
        await using var host = await Start(maxInFlight: 3_000);
        using var greedy = Client(host, Greedy);
        using var modest = Client(host, Modest);
        using var station = await Hj212Station.Connect((await host.Get("/healthz")).GetProperty("hj212").GetProperty("port").GetInt32());
        using (var put = await host.Http.PutAsync("/api/v1/devices/CALM", new StringContent("""{"protocol":"hj212","asset":"town:M5","password":"123456"}""", Encoding.UTF8, "application/json"))) Assert.True(put.IsSuccessStatusCode);
        var (next, acknowledged, refused) = (-1, new HashSet<int>(), 0);
        using var stop = new CancellationTokenSource();
        // Each batch has seconds of its own, so that what is stored tells which were taken.
        var flood = Enumerable.Range(0, 48).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var batch = Interlocked.Increment(ref next);
                var body = string.Join(",", Enumerable.Range(0, 500).Select(i => Readings.Item("town:M1", "level", At(batch * 500 + i), i / 1000.0)));
                using var answer = await Send(greedy, $"[{body}]");
                if (answer.StatusCode == HttpStatusCode.Accepted) lock (acknowledged) acknowledged.Add(batch);
                else
                {
                    Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable]);
                    Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
                    Interlocked.Increment(ref refused);
                    await Task.Delay(5);
                }
            }
        })).ToArray();
        while (Volatile.Read(ref refused) < 20) await Task.Delay(5);
        for (var i = 0; i < 40; i++)
        {
            using var answer = await Send(modest, Readings.One("town:M2", "level", At(i), i / 100.0));
            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"the modest sender's reading {i} was answered with {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            Assert.Contains("CN=9014", await station.Ask(Hj212Station.Data("CALM", Begin.AddMinutes(i), $"w01018-Rtd={i},w01018-Flag=N")));
            Assert.False(flood[0].IsCompleted, "the flood has ended too early");
        }
        await stop.CancelAsync();
        await Task.WhenAll(flood);
        Assert.NotEmpty(acknowledged);

        Assert.Equal(Enumerable.Range(0, 40).Select(i => i / 100.0), (await host.Http.Series("town:M2", "level", Begin.AddSeconds(-1))).Select(p => p.Value));
        Assert.Equal(40, (await host.Http.Series("town:M5", "cod", Begin.AddDays(-1))).Count);
        var stored = await host.Http.Series("town:M1", "level", Begin.AddSeconds(-1));
        Assert.Equal(acknowledged.Order().SelectMany(batch => Enumerable.Range(batch * 500, 500)).Select(At), stored.Select(p => p.At));
        Assert.Equal(80 + acknowledged.Count * 500, (await host.Get("/healthz")).GetProperty("readings").GetInt64());
        // And all of it has reached the grains.
        await host.GetUntil("/healthz", h => h.GetProperty("inFlight").GetInt32() == 0);
    }

    [Fact]
    public async Task Who_sends_a_byte_now_and_then_is_cut_off_and_keeps_no_place_from_others()
    {
        await using var host = await Start(maxInFlight: 20_000);
        using var modest = Client(host, Modest);
        var url = new Uri(host.Url);
        // More than there are places for bodies; half of them do not even come to the end of their headers.
        var lorises = Enumerable.Range(0, 24).Select(i => Loris(url, withBody: i % 2 == 0)).ToArray();
        var sent = 0;
        for (var i = 0; i < 60 || !lorises.All(l => l.IsCompleted); i++)
        {
            using var answer = await Send(modest, Readings.One("town:M2", "level", At(i), i / 1000.0));
            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"reading {i} was answered with {answer.StatusCode}");
            sent++;
            Assert.True(i < 4000, "the server does not cut off who sends nothing");
            await Task.Delay(20);
        }
        Assert.All(lorises, l => Assert.True(l.Result));
        Assert.Equal(Enumerable.Range(0, sent).Select(i => i / 1000.0), (await host.Http.Series("town:M2", "level", Begin.AddSeconds(-1))).Select(p => p.Value));
    }

    /// <summary>True once the server has had enough.</summary>
    private static async Task<bool> Loris(Uri url, bool withBody)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/readings HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {Greedy}\r\n" + (withBody ? "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n[" : "X-Slow: ")));
        var answer = stream.ReadAsync(new byte[4096]).AsTask();
        try
        {
            for (var tries = 0; tries < 400; tries++)
            {
                await stream.WriteAsync(" "u8.ToArray());
                if (await Task.WhenAny(answer, Task.Delay(150)) == answer) return true; // 408, or the end.
            }
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<RunningHost> Start(int maxInFlight)
    {
        var host = await RunningHost.Start(adjust: builder =>
        {
            Key(builder, 0, "greedy", Greedy);
            Key(builder, 1, "modest", Modest);
            builder.Configuration["DigitalTwin:Ingest:MaxInFlight"] = maxInFlight.ToString(CultureInfo.InvariantCulture);
            builder.Configuration["DigitalTwin:Ingest:MaxConcurrentRequests"] = "12";
            builder.Configuration["DigitalTwin:Ingest:MaxConcurrentRequestsPerSender"] = "4";
        });
        await host.Import();
        return host;
    }

    private static void Key(WebApplicationBuilder builder, int index, string name, string key)
    {
        builder.Configuration[$"DigitalTwin:Keys:{index}:Name"] = name;
        builder.Configuration[$"DigitalTwin:Keys:{index}:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        builder.Configuration[$"DigitalTwin:Keys:{index}:Scopes:0"] = "readings:write";
    }

    private static HttpClient Client(RunningHost host, string key) => new() { BaseAddress = new Uri(host.Url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private static Task<HttpResponseMessage> Send(HttpClient client, string body) => client.PostAsync("/api/v1/readings", new StringContent(body, Encoding.UTF8, "application/json"));

    private static DateTimeOffset At(int second) => Begin.AddMilliseconds(second * 10);
}
