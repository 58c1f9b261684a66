using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Hj212;

/// <summary>What the platform asks of a device, seen from both ends.</summary>
public class DialogueTests
{
    private static readonly DateTimeOffset Noon = Hj212Town.Noon;

    [Fact]
    public async Task A_device_is_asked_for_its_history_and_the_dialogue_is_visible_at_each_step()
    {
        await using var town = await Hj212Town.Start();
        await town.Register("ASKED");
        using var station = await town.Connect();
        await station.Ask(Hj212Station.Data("ASKED", Noon, "w01018-Rtd=1"));

        var request = await Post(town, "ASKED", new { kind = "history", every = "hour", from = "2026-07-01T00:00:00Z", to = "2026-07-01T02:00:00Z" }, HttpStatusCode.Accepted);
        var asked = (await station.Receive())!;
        Assert.Matches("^QN=[0-9]{17};ST=32;CN=2061;PW=123456;MN=ASKED;Flag=5;CP=&&BeginTime=20260701080000,EndTime=20260701100000&&$", asked);
        Assert.Equal(request.GetProperty("id").GetString(), Number(asked));
        Assert.Equal("sent", (await Request(town, "ASKED", asked)).GetProperty("state").GetString());

        await station.Send(Reply(asked, 9011, "QnRtn=1"));
        await Until(town, "ASKED", asked, "accepted");
        await station.Ask(Hj212Station.Data("ASKED", Noon.AddHours(-4), "w01018-Avg=9,w01018-Flag=N", 2061));
        await station.Send(Reply(asked, 9012, "ExeRtn=1"));
        var done = await Until(town, "ASKED", asked, "done");
        Assert.Equal((1, 1, false), (done.GetProperty("packets").GetInt32(), done.GetProperty("result").GetInt32(), done.GetProperty("open").GetBoolean()));
        Assert.Equal(9, Assert.Single(await town.Series("town:OUT", "cod.hourMean")).Value);
    }

    [Fact]
    public async Task A_request_is_repeated_until_answered_and_then_given_up()
    {
        await using var town = await Hj212Town.Start(adjust: b => b.Configuration["DigitalTwin:Hj212:RequestTimeout"] = "00:00:00.3");
        await town.Register("DEAF");
        using var station = await town.Connect();
        await station.Ask(Hj212Station.Data("DEAF", Noon, "w01018-Rtd=1"));
        await Post(town, "DEAF", new { kind = "setInterval", seconds = 60 }, HttpStatusCode.Accepted);
        var asked = await station.Receive();
        Assert.Contains("CN=1062", asked);
        Assert.Equal(asked, await station.Receive());
        Assert.Equal(asked, await station.Receive());
        var ended = await Until(town, "DEAF", asked!, "timedOut");
        Assert.Equal(3, ended.GetProperty("attempts").GetInt32());
        await Assert.ThrowsAsync<TimeoutException>(() => station.Receive(TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(9011, "QnRtn=3", "refused", "wrong PW")]
    [InlineData(9012, "ExeRtn=5", "failed", "busy")]
    [InlineData(9012, "ExeRtn=100", "failed", "no data")]
    public async Task What_the_device_says_instead_is_told(int command, string content, string state, string why)
    {
        await using var town = await Hj212Town.Start();
        await town.Register("NO");
        using var station = await town.Connect();
        await station.Ask(Hj212Station.Data("NO", Noon, "w01018-Rtd=1"));
        await Post(town, "NO", new { kind = "retainSample" }, HttpStatusCode.Accepted);
        var asked = (await station.Receive())!;
        Assert.Contains("CN=3015", asked);
        await station.Send(Reply(asked, command, content));
        Assert.Equal(why, (await Until(town, "NO", asked, state)).GetProperty("why").GetString());
    }

    [Fact]
    public async Task Times_are_asked_for_and_set_in_local_time()
    {
        await using var town = await Hj212Town.Start();
        await town.Register("CLOCK");
        using var station = await town.Connect();
        await station.Ask(Hj212Station.Data("CLOCK", Noon, "w01018-Rtd=1"));
        await Post(town, "CLOCK", new { kind = "setTime", to = "2026-07-01T04:00:00Z" }, HttpStatusCode.Accepted);
        Assert.Contains("CN=1012;PW=123456;MN=CLOCK;Flag=5;CP=&&SystemTime=20260701120000&&", await station.Receive());
        await Post(town, "CLOCK", new { kind = "getTime" }, HttpStatusCode.Accepted);
        var asked = (await station.Receive())!;
        await station.Send(Reply(asked, 9011, "QnRtn=1"));
        await station.Send($"QN={Number(asked)};ST=32;CN=1011;PW=123456;MN=CLOCK;Flag=4;CP=&&SystemTime=20260701120005&&");
        await station.Send(Reply(asked, 9012, "ExeRtn=1"));
        Assert.Equal("SystemTime=20260701120005", (await Until(town, "CLOCK", asked, "done")).GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_request_outlives_a_restart_and_one_that_was_open_is_told_as_interrupted()
    {
        var folder = Directory.CreateTempSubdirectory("digitaltwin-test-").FullName;
        try
        {
            string done, open;
            await using (var town = await Hj212Town.Start(folder))
            {
                await town.Register("ASKED");
                using var station = await town.Connect();
                await station.Ask(Hj212Station.Data("ASKED", Noon, "w01018-Rtd=1"));
                await Post(town, "ASKED", new { kind = "setTime", to = "2026-07-01T04:00:00Z" }, HttpStatusCode.Accepted);
                done = (await station.Receive())!;
                await station.Send(Reply(done, 9011, "QnRtn=1"));
                await station.Send(Reply(done, 9012, "ExeRtn=1"));
                await Until(town, "ASKED", done, "done");
                await Post(town, "ASKED", new { kind = "retainSample" }, HttpStatusCode.Accepted);
                open = (await station.Receive())!;
                await station.Send(Reply(open, 9011, "QnRtn=1"));
                await Until(town, "ASKED", open, "accepted");
            }
            for (var restart = 0; restart < 2; restart++)
            {
                await using var town = await Hj212Town.Start(folder, import: false);
                Assert.Equal("done", (await Request(town, "ASKED", done)).GetProperty("state").GetString());
                var interrupted = await Request(town, "ASKED", open);
                Assert.Equal("interrupted", interrupted.GetProperty("state").GetString());
                Assert.Contains("server ended", interrupted.GetProperty("why").GetString());
                Assert.Equal(2, (await town.Host.Get("/api/v1/devices/ASKED/requests")).GetProperty("items").GetArrayLength());
                // And the device can be asked anew.
                using var station = await town.Connect();
                await station.Ask(Hj212Station.Data("ASKED", Noon.AddMinutes(1 + restart), "w01018-Rtd=1"));
                if (restart == 0) continue;
                await Post(town, "ASKED", new { kind = "getTime" }, HttpStatusCode.Accepted);
                Assert.Contains("CN=1011", await station.Receive());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Who_is_not_there_cannot_be_asked()
    {
        await using var town = await Hj212Town.Start();
        await town.Register("GONE");
        await Post(town, "GONE", new { kind = "getTime" }, HttpStatusCode.Conflict);
        using (var station = await town.Connect()) await station.Ask(Hj212Station.Data("GONE", Noon, "w01018-Rtd=1"));
        await town.Host.GetUntil("/api/v1/devices/GONE", d => !d.GetProperty("status").GetProperty("connected").GetBoolean());
        await Post(town, "GONE", new { kind = "getTime" }, HttpStatusCode.Conflict);
        await Post(town, "NOBODY", new { kind = "getTime" }, HttpStatusCode.NotFound);
        await Post(town, "GONE", new { kind = "dance" }, HttpStatusCode.BadRequest);
        await Post(town, "GONE", new { kind = "setInterval", seconds = 5 }, HttpStatusCode.BadRequest);
    }

    private static async Task<JsonElement> Post(Hj212Town town, string device, object body, HttpStatusCode expected)
    {
        using var answer = await town.Host.Http.PostAsJsonAsync($"/api/v1/devices/{device}/requests", body);
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<JsonElement> Request(Hj212Town town, string device, string asked) => town.Host.Get($"/api/v1/devices/{device}/requests/{Number(asked)}");

    private static Task<JsonElement> Until(Hj212Town town, string device, string asked, string state) =>
        town.Host.GetUntil($"/api/v1/devices/{device}/requests/{Number(asked)}", r => r.GetProperty("state").GetString() == state);

    private static string Number(string segment) => Regex.Match(segment, "QN=([0-9]+)").Groups[1].Value;

    private static string Reply(string asked, int command, string content) =>
        FrameWriter.Segment(Number(asked), "91", command, "123456", Regex.Match(asked, "MN=([^;]+)").Groups[1].Value, 4, content);
}
