using System.Net;
using System.Text.Json;
using DigitalTwin.Host.Http;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Playback;

/// <summary>Frames folded onto the state at their beginning are the state at each of them, whatever was late, corrected or silent.</summary>
public class FrameTests
{
    private static readonly string[] Assets = ["M1", "M2", "M3", "M4", "WELL", "PS1", "OUT"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Frames_folded_from_any_moment_on_give_the_state_as_known_at_each(int seed)
    {
        var random = new Random(seed);
        await using var host = await RunningHost.Start();
        await host.Import();
        var time = new CityTime(host);
        for (var i = 0; i < 120; i++)
        {
            // Now and then an hour of silence, so that what was fresh grows old.
            await time.Is(time.Now.AddSeconds(random.Next(12) == 0 ? random.Next(3000, 6000) : random.Next(5, 240)));
            var items = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Readings.Item($"town:{Assets[random.Next(Assets.Length)]}", random.Next(4) == 0 ? "flow" : "level",
                Late(random, time.Now), Math.Round(random.NextDouble() * (random.Next(3) == 0 ? 4 : 0.4), 3)));
            await host.Accept($"[{string.Join(",", items)}]");
        }
        await host.GetUntil("/healthz", h => h.GetProperty("inFlight").GetInt32() == 0);
        var end = time.Now;
        await time.Is(end.AddMinutes(1));

        var step = TimeSpan.FromSeconds(random.Next(20, 400));
        var from = CityTime.Midnight.AddMinutes(random.Next(0, 90));
        var folded = Rows(await host.Get($"/api/v1/map/town/state?asOf={CityTime.At(from)}"));
        var open = Open(await host.Get($"/api/v1/warnings?open=true&limit=1000&asOf={CityTime.At(from)}"));
        var (compared, changed, warned) = (0, 0, 0);
        for (var at = from; at < end;)
        {
            var chunk = await host.Get($"/api/v1/playback/town?from={CityTime.At(at)}&to={CityTime.At(at + step * 15)}&step={(int)step.TotalSeconds}s");
            foreach (var frame in chunk.GetProperty("frames").EnumerateArray())
            {
                at = DateTimeOffset.FromUnixTimeMilliseconds(frame.GetProperty("at").GetInt64());
                foreach (var (key, row) in Rows(frame)) (folded[key], changed) = (row, changed + 1);
                foreach (var warning in frame.GetProperty("warnings").EnumerateArray()) Fold(open, warning);
                warned = Math.Max(warned, open.Count);
                if (random.Next(4) != 0) continue;
                Assert.Equal(Shown(Rows(await host.Get($"/api/v1/map/town/state?asOf={CityTime.At(at)}"))), Shown(folded));
                Assert.Equal(Open(await host.Get($"/api/v1/warnings?open=true&limit=1000&asOf={CityTime.At(at)}")).Order(), open.Order());
                compared++;
            }
            Assert.Equal(CityTime.At(at), chunk.GetProperty("to").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.True(compared > 10 && changed > 50 && warned > 0, $"{compared} moments, {changed} changes, {warned} warnings");
        // The last of the past is the present.
        for (var tries = 0; ; tries++)
        {
            var past = Shown(Rows(await host.Get($"/api/v1/map/town/state?asOf={CityTime.At(time.Now.AddSeconds(2))}"))).ToArray();
            var live = Shown(Rows(await host.Get("/api/v1/map/town/state"))).ToArray();
            if (past.SequenceEqual(live)) break;
            Assert.True(tries < 300, $"The past of now is {string.Join(' ', past.Except(live))}, and live it is {string.Join(' ', live.Except(past))}.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Too_many_questions_about_the_past_are_told_to_wait_and_those_about_now_are_not()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        var past = (PastBound)host.Services.GetService(typeof(PastBound))!;
        using var held = past.HoldAll();
        var waiting = Enumerable.Range(0, PastBound.MostWaiting).Select(_ => host.Http.GetAsync("/api/v1/map/town/state?asOf=1000")).ToArray();
        for (var tries = 0; past.Waiting < PastBound.MostWaiting && tries < 600; tries++) await Task.Delay(20);
        using var refused = await host.Http.GetAsync("/api/v1/map/town/state?asOf=1000");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        await host.Get("/api/v1/map/town/state");
        held.Dispose();
        foreach (var answer in await Task.WhenAll(waiting)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // Late readings, and corrections of ones that were reported already: times on a grid meet often.
    private static DateTimeOffset Late(Random random, DateTimeOffset now)
    {
        var late = random.Next(3) == 0 ? random.Next(0, 900) : 0;
        return DateTimeOffset.FromUnixTimeSeconds((now.ToUnixTimeSeconds() - late) / 60 * 60);
    }

    private static Dictionary<int, string> Rows(JsonElement columns)
    {
        var keys = columns.GetProperty("key").EnumerateArray().Select(k => k.GetInt32()).ToArray();
        return keys.Select((key, i) => (key, string.Join('/', new[] { "state", "quantity", "value", "fill" }.Select(c => columns.GetProperty(c)[i].GetRawText())))).ToDictionary(p => p.key, p => p.Item2);
    }

    // A row of nothing is as good as no row.
    private static IEnumerable<string> Shown(Dictionary<int, string> rows) => rows.Where(r => r.Value != "0/0/0/-1").OrderBy(r => r.Key).Select(r => $"{r.Key}:{r.Value}");

    private static HashSet<(string, int)> Open(JsonElement page)
    {
        var open = new HashSet<(string, int)>();
        foreach (var warning in page.GetProperty("items").EnumerateArray()) Fold(open, warning);
        return open;
    }

    private static void Fold(HashSet<(string Id, int Version)> open, JsonElement warning)
    {
        var id = warning.GetProperty("id").GetString()!;
        open.RemoveWhere(w => w.Id == id);
        if (warning.GetProperty("endedAt").ValueKind == JsonValueKind.Null) open.Add((id, warning.GetProperty("version").GetInt32()));
    }
}
