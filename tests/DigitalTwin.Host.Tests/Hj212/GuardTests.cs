using System.Text;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Testing;
using Microsoft.AspNetCore.Builder;

namespace DigitalTwin.Host.Tests.Hj212;

/// <summary>What strangers, broken and greedy devices get, and that the others do not feel it.</summary>
public class GuardTests
{
    private static readonly DateTimeOffset Noon = Hj212Town.Noon;

    [Fact]
    public async Task A_stranger_is_refused_and_listed()
    {
        await using var town = await Hj212Town.Start();
        using var station = await town.Connect();
        var packet = Hj212Station.Data("STRANGER", Noon, "w01018-Rtd=1,w01018-Flag=N;w00000-Rtd=2");
        Assert.Contains("CN=9011", await station.Ask(packet));
        Assert.Contains("QnRtn=4", await station.Ask(packet));
        var candidate = (await town.Host.Get("/api/v1/devices/candidates")).GetProperty("items")[0];
        Assert.Equal("STRANGER", candidate.GetProperty("address").GetString());
        Assert.Equal(2, candidate.GetProperty("count").GetInt64());
        Assert.Equal(["w01018", "w00000"], candidate.GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(0, town.Count);
        // Once registered it is welcome on the same connection.
        await town.Register("STRANGER");
        Assert.Contains("CN=9014", await station.Ask(packet));
        Assert.Equal(2, town.Count);
    }

    [Fact]
    public async Task Wrong_passwords_unknown_commands_switched_off_devices_and_devices_without_asset_are_told_so()
    {
        await using var town = await Hj212Town.Start();
        await town.Register("GUARD");
        using var station = await town.Connect();
        Assert.Contains("QnRtn=3", await station.Ask(Hj212Station.Data("GUARD", Noon, "w01018-Rtd=1", password: "654321")));
        Assert.Contains("QnRtn=8", await station.Ask(Hj212Station.Data("GUARD", Noon, "w01018-Rtd=1", command: 7777)));
        var status = (await town.Device("GUARD")).GetProperty("status");
        Assert.Equal(2, status.GetProperty("refused").GetInt64());
        Assert.Contains("CN 7777", status.GetProperty("lastRefusal").GetString());
        await town.Register("NOASSET", asset: "");
        Assert.Contains("QnRtn=2", await station.Ask(Hj212Station.Data("NOASSET", Noon, "w01018-Rtd=1")));
        using (await town.Host.Http.DeleteAsync("/api/v1/devices/GUARD")) { }
        Assert.Contains("QnRtn=4", await station.Ask(Hj212Station.Data("GUARD", Noon, "w01018-Rtd=1")));
        Assert.Equal(0, town.Count);
    }

    [Fact]
    public async Task A_slow_loris_is_cut_off_and_a_slow_but_honest_line_is_not()
    {
        await using var town = await Hj212Town.Start(adjust: Short);
        await town.Register("HONEST");
        using var honest = await town.Connect();
        using var loris = await town.Connect();
        var frame = FrameWriter.Frame(Hj212Station.Data("HONEST", Noon, "w01018-Rtd=1,w01018-Flag=N"));
        var cut = Drip(loris);
        for (var i = 0; i < 12; i++)
        {
            // A little at a time, but each frame ends in time.
            await honest.SendInPieces(FrameWriter.Frame(Hj212Station.Data("HONEST", Noon.AddMinutes(i), "w01018-Rtd=1")), [40]);
            Assert.Contains("CN=9014", await honest.Receive());
            if (cut.IsCompleted) break;
            await Task.Delay(250);
        }
        Assert.True(await cut.WaitAsync(TimeSpan.FromSeconds(60)));

        async Task<bool> Drip(Hj212Station station)
        {
            try
            {
                for (var i = 0; i < frame.Length - 3; i++)
                {
                    await station.SendRaw(frame.AsMemory(i, 1));
                    await Task.Delay(200);
                }
                return await station.Receive() is null;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    [Fact]
    public async Task Who_says_nothing_is_cut_off()
    {
        await using var town = await Hj212Town.Start(adjust: Short);
        using var silent = await town.Connect();
        Assert.Null(await silent.Receive());
    }

    [Fact]
    public async Task A_flooding_device_waits_and_the_others_do_not()
    {
        await using var town = await Hj212Town.Start(adjust: b =>
        {
            b.Configuration["DigitalTwin:Hj212:PacketsPerSecond"] = "20";
            b.Configuration["DigitalTwin:Hj212:PacketBurst"] = "50";
        });
        await town.Register("FLOOD");
        await town.Register("CALM", "town:M1");
        using var flood = await town.Connect();
        using var calm = await town.Connect();
        using var stop = new CancellationTokenSource();
        var sent = 0;
        var flooding = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await flood.Send(Hj212Station.Data("FLOOD", Noon.AddSeconds(sent), "w01018-Rtd=1,w01018-Flag=N")).WaitAsync(stop.Token);
                    sent++;
                }
                catch (Exception e) when (e is OperationCanceledException or IOException)
                {
                    return;
                }
            }
        });
        for (var i = 0; i < 40; i++) Assert.Contains("CN=9014", await calm.Ask(Hj212Station.Data("CALM", Noon.AddSeconds(i), "w01018-Rtd=1")));
        Assert.Equal(40, (await town.Series("town:M1", "cod")).Length);
        var taken = (await town.Device("FLOOD")).GetProperty("status").GetProperty("messages").GetInt64();
        await stop.CancelAsync();
        await flooding;
        Assert.True(taken < sent, $"{taken} packets were taken of {sent}; the rest waits with the sender");
    }

    [Fact]
    public async Task Garbage_damaged_frames_and_wrong_lengths_cost_no_good_frame_until_there_are_too_many()
    {
        await using var town = await Hj212Town.Start();
        await town.Register("NOISE");
        using var station = await town.Connect();
        var frame = Encoding.UTF8.GetString(FrameWriter.Frame(Hj212Station.Data("NOISE", Noon, "w01018-Rtd=1")));
        await station.SendRaw(Encoding.UTF8.GetBytes("noise\r\n" + frame.Replace("-Rtd=1", "-Rtd=2") + "##0099" + frame[6..] + frame[..50] + frame));
        Assert.Contains("CN=9014", await station.Receive());
        Assert.Contains("CN=9014", await station.Receive());
        Assert.Equal(1, town.Count);
        var status = (await town.Device("NOISE")).GetProperty("status");
        Assert.Equal(1, status.GetProperty("refused").GetInt64()); // Of the other one, not even the MN has come.
        Assert.Contains("damaged", status.GetProperty("lastRefusal").GetString());
        Assert.Equal(2, (await town.Host.Get("/healthz")).GetProperty("hj212").GetProperty("damaged").GetInt64());
        // In one write: the server may close before a second one.
        await station.SendRaw(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(frame.Replace("-Rtd=1", "-Rtd=3"), 60))));
        Assert.Null(await station.Receive());
    }

    [Fact]
    public async Task A_logger_that_computes_the_CRC_of_Modbus_is_told_apart_from_a_bad_line()
    {
        await using var town = await Hj212Town.Start();
        await town.Register("MODBUS");
        using var station = await town.Connect();
        // The normative example: 1C80 by HJ 212, 0759 by Modbus.
        await station.SendRaw("##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&0759\r\n"u8.ToArray());
        var frame = Encoding.UTF8.GetString(FrameWriter.Frame(Hj212Station.Data("MODBUS", Noon, "w01018-Rtd=1")));
        await station.SendRaw(Encoding.UTF8.GetBytes($"{frame[..^6]}{Modbus(frame[6..^6]):X4}\r\n"));
        Assert.Contains("CN=9014", await station.Ask(Hj212Station.Data("MODBUS", Noon, "w01018-Rtd=1")));
        Assert.Contains("Modbus", (await town.Device("MODBUS")).GetProperty("status").GetProperty("lastRefusal").GetString());
        Assert.Equal(2, (await town.Host.Get("/healthz")).GetProperty("hj212").GetProperty("damaged").GetInt64());
    }

    private static int Modbus(string data)
    {
        var register = 0xFFFF;
        foreach (var b in Encoding.UTF8.GetBytes(data))
        {
            register ^= b;
            for (var bit = 0; bit < 8; bit++) register = register % 2 == 1 ? register / 2 ^ 0xA001 : register / 2;
        }
        return register;
    }

    [Fact]
    public async Task More_connections_than_the_bound_are_turned_away()
    {
        await using var town = await Hj212Town.Start(adjust: b => b.Configuration["DigitalTwin:Hj212:MaxConnectionsPerAddress"] = "2");
        await town.Register("FEW");
        using var one = await town.Connect();
        using var two = await town.Connect();
        Assert.Contains("CN=9014", await one.Ask(Hj212Station.Data("FEW", Noon, "w01018-Rtd=1")));
        Assert.Contains("CN=9014", await two.Ask(Hj212Station.Data("FEW", Noon, "w21003-Rtd=1")));
        Assert.True(await IsTurnedAway());
        Assert.True((await town.Host.Get("/healthz")).GetProperty("hj212").GetProperty("turnedAway").GetInt64() >= 1);

        async Task<bool> IsTurnedAway()
        {
            try
            {
                using var third = await town.Connect();
                return await third.Receive() is null;
            }
            catch (System.Net.Sockets.SocketException)
            {
                return true; // So fast that it was not even connected.
            }
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_where_it_was_asked_for()
    {
        await using var town = await Hj212Town.Start();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Hj212Town.Start(adjust: b => b.Configuration["DigitalTwin:Hj212:Port"] = town.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("--hj212-port", refused.Message);
    }

    [Fact]
    public async Task Packets_are_known_again_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("digitaltwin-test-").FullName;
        try
        {
            var packet = Hj212Station.Data("AGAIN", Noon, "w01018-Rtd=22.4,w01018-Flag=N;w99998-Rtd=3");
            const string note = "QN=20260701120000009;ST=32;CN=3020;PW=123456;MN=AGAIN;Flag=5;CP=&&DataTime=20260701120000;PolId=w01018;i11001-Info=//log//&&";
            await using (var town = await Hj212Town.Start(folder))
            {
                await town.Register("AGAIN");
                using var station = await town.Connect();
                await station.Ask(packet);
                await station.Ask(Hj212Station.Data("AGAIN", Noon.AddMinutes(1), "w01018-Rtd=23,w01018-Flag=N"));
                // Half of a split packet, cut inside a factor.
                Assert.Contains("CN=9014", await station.Ask("QN=20260701120200001;ST=32;CN=2011;PW=123456;MN=AGAIN;Flag=7;PNUM=2;PNO=1;CP=&&DataTime=20260701120200;w01018-Rtd=2&&"));
                Assert.Equal(3, town.Count);
                await station.Ask(note);
            }
            await using (var town = await Hj212Town.Start(folder, import: false))
            {
                using var station = await town.Connect();
                Assert.Contains("CN=9014", await station.Ask(packet));
                Assert.Equal(3, town.Count);
                Assert.Contains("CN=9014", await station.Ask(note));
                Assert.Single((await town.Host.Get("/api/v1/devices/AGAIN/log")).GetProperty("items").EnumerateArray(), i => i.GetProperty("kind").GetString() == "note");
                Assert.Contains("CN=9014", await station.Ask("QN=20260701120200002;ST=32;CN=2011;PW=123456;MN=AGAIN;Flag=7;PNUM=2;PNO=2;CP=&&4.5,w01018-Flag=N&&"));
                Assert.Equal([22.4, 23, 24.5], (await town.Series("town:OUT", "cod")).Select(p => p.Value));
                Assert.Equal(3, Assert.Single(await town.Series("town:OUT", "hj212:w99998")).Value);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Short(WebApplicationBuilder builder)
    {
        builder.Configuration["DigitalTwin:Hj212:FrameTimeout"] = "00:00:05";
        builder.Configuration["DigitalTwin:Hj212:HelloTimeout"] = "00:00:08";
    }
}
