using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Ingest.Jt808;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Resources;

public class Jt808Tests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registered_terminal_moves_its_vehicle_on_the_map_and_an_unregistered_one_is_refused_and_listed(bool is2019)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var host = await RunningHost.Start(adjust: b => b.Configuration["DigitalTwin:Jt808:Port"] = "0");
        const string phone = "13800138000";
        await using (var stranger = await Terminal.Connect(host, phone, is2019))
        {
            Assert.Equal(4, (await stranger.Ask(0x0100, Registration(is2019)))[2]); // No such terminal.
            Assert.Equal(1, (await stranger.Ask(0x0200, Place(36.1, 113.1)))[4]); // Not before it has shown who it is.
        }
        Assert.Equal(phone, Assert.Single((await host.Get("/api/v1/terminals")).GetProperty("unknown").EnumerateArray()).GetProperty("phone").GetString());

        Assert.Equal(HttpStatusCode.OK, (await host.Http.PutAsJsonAsync($"/api/v1/terminals/{phone}", new { name = "泵车 1" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.PutAsJsonAsync("/api/v1/resources/truck", new { kind = "pumpTruck", name = "泵车 1", department = "water", terminal = phone })).StatusCode);
        await using var hub = await HubConnection.Open(new Uri(host.Url), patience.Token, header: ("Authorization", $"Bearer {RunningHost.Key}"));
        await using var terminal = await Terminal.Connect(host, phone, is2019);
        var registered = await terminal.Ask(0x0100, Registration(is2019));
        Assert.Equal(0, registered[2]);
        Assert.Equal(1, (await terminal.Ask(0x0102, Code("wrong"u8, is2019)))[4]);
        Assert.Equal(0, (await terminal.Ask(0x0102, Code(registered.AsSpan(3), is2019)))[4]);
        Assert.Equal(0, (await terminal.Ask(0x0002, []))[4]);
        Assert.Equal(3, (await terminal.Ask(0x0F00, []))[4]); // Not supported, and said so.
        Assert.Equal(0, (await terminal.Ask(0x0200, Place(36.25, 113.15)))[4]);
        await hub.Next(r => JsonDocument.Parse(r).RootElement is var m && m.TryGetProperty("target", out var t) && t.GetString() == "Resources" && m.GetRawText().Contains("113.15", StringComparison.Ordinal), patience.Token);
        byte[] batch = [0, 2, 1, 0, 28, .. Place(36.26, 113.16, -60), 0, 28, .. Place(36.27, 113.17)];
        Assert.Equal(0, (await terminal.Ask(0x0704, batch))[4]);
        var truck = await host.GetUntil("/api/v1/resources/truck", r => r.GetProperty("position") is { ValueKind: JsonValueKind.Array } p && p[0].GetDouble() == 113.17);
        Assert.True(truck.GetProperty("isTracked").GetBoolean());
        Assert.True((await host.Get("/api/v1/resources/truck/track")).GetProperty("items").GetArrayLength() >= 2);
        Assert.True((await host.Get("/api/v1/terminals")).GetProperty("items")[0].GetProperty("isOnline").GetBoolean());
    }

    [Fact]
    public async Task Who_sends_rubbish_or_says_nothing_is_cut_off_and_the_server_goes_on()
    {
        await using var host = await RunningHost.Start(adjust: b => (b.Configuration["DigitalTwin:Jt808:Port"], b.Configuration["DigitalTwin:Jt808:HelloTimeout"]) = ("0", "00:00:02"));
        using var noisy = new TcpClient();
        await noisy.ConnectAsync(IPAddress.Loopback, Port(host));
        var random = new Random(808);
        var rubbish = new byte[200_000];
        random.NextBytes(rubbish);
        try
        {
            await noisy.GetStream().WriteAsync(rubbish);
            while (await noisy.GetStream().ReadAsync(new byte[1024]) > 0) { }
        }
        catch (IOException)
        {
            // Cut off while it still sent.
        }
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, Port(host));
        Assert.Equal(0, await silent.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        await using var good = await Terminal.Connect(host, "13900139000", false);
        Assert.Equal(4, (await good.Ask(0x0100, Registration(false)))[2]);
    }

    private static int Port(RunningHost host) => host.Services.GetRequiredService<Jt808Server>().Port;

    private static byte[] Registration(bool is2019) => [.. new byte[is2019 ? 76 : 37], .. "A12345"u8];

    private static byte[] Code(ReadOnlySpan<byte> code, bool is2019) => is2019 ? [(byte)code.Length, .. code, .. new byte[35]] : code.ToArray();

    private static byte[] Place(double latitude, double longitude, int seconds = 0)
    {
        var body = new byte[28];
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), 0x000C0003);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(8), (uint)Math.Round(latitude * 1e6));
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(12), (uint)Math.Round(longitude * 1e6));
        Convert.FromHexString(DateTimeOffset.UtcNow.AddSeconds(seconds).ToOffset(TimeSpan.FromHours(8)).ToString("yyMMddHHmmss")).CopyTo(body, 22);
        return body;
    }

    /// <summary>A terminal at the other end of a real socket.</summary>
    private sealed class Terminal(TcpClient client, string phone, bool is2019) : IAsyncDisposable
    {
        private readonly FrameReader _reader = new();
        private ushort _serial;

        public static async Task<Terminal> Connect(RunningHost host, string phone, bool is2019)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port(host));
            return new(client, phone, is2019);
        }

        /// <returns>The answer's body.</returns>
        public async Task<byte[]> Ask(ushort id, byte[] body)
        {
            await client.GetStream().WriteAsync(FrameWriter.Write(id, phone, _serial++, is2019, body));
            var one = new byte[1];
            while (await client.GetStream().ReadAsync(one).AsTask().WaitAsync(TimeSpan.FromSeconds(30)) > 0)
                if (_reader.TryRead(one, out var frame, out _) && FrameHeader.TryRead(frame, out _, out var answer)) return answer.ToArray();
            throw new IOException("The server has closed the connection.");
        }

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
