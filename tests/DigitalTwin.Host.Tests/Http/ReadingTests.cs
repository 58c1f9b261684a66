using System.Net;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

/// <summary>From a reading over HTTP to grain, rule, warning, series and map.</summary>
public class ReadingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private RunningHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await RunningHost.Start();
        await _host.Import();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_reading_shows_in_the_asset_the_map_and_the_series()
    {
        await _host.Accept(Readings.One("town:M1", "level", Now.AddMinutes(-3), 0.2));
        await _host.Accept(Readings.One("town:M1", "level", Now.AddMinutes(-2), 0.3));

        var asset = await _host.Get("/api/v1/assets/town:M1");
        var latest = asset.GetProperty("state").GetProperty("latest")[0];
        Assert.Equal(("level", 0.3, "m", 3.0), (latest.GetProperty("quantity").GetString(), latest.GetProperty("value").GetDouble(), latest.GetProperty("unit").GetString(), latest.GetProperty("limit").GetDouble()));
        Assert.Equal(["town:P1"], asset.GetProperty("downstream").EnumerateArray().Select(a => a.GetProperty("id").GetString()!));

        var key = asset.GetProperty("key").GetInt32();
        var state = await _host.GetUntil("/api/v1/map/town/state", s => s.GetProperty("value").EnumerateArray().Any(v => v.GetDouble() == 0.3));
        Assert.Equal(key, Assert.Single(state.GetProperty("key").EnumerateArray()).GetInt32());
        Assert.Equal(100, state.GetProperty("fill")[0].GetInt32());

        var series = await _host.Get("/api/v1/assets/town:M1/readings?quantity=level");
        Assert.Equal([0.2, 0.3], series.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("value").GetDouble()));
        var thinned = await _host.Get("/api/v1/assets/town:M1/readings?quantity=level&every=1d&as=max&from=" + Uri.EscapeDataString(Now.AddDays(-1).ToString("O")));
        Assert.Equal(0.3, thinned.GetProperty("items").EnumerateArray().Max(p => p.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task A_late_reading_is_kept_and_changes_nothing_live()
    {
        await _host.Accept(Readings.One("town:M2", "level", Now.AddMinutes(-1), 0.4));
        await _host.Accept(Readings.One("town:M2", "level", Now.AddMinutes(-30), 0.9));
        var asset = await _host.Get("/api/v1/assets/town:M2");
        Assert.Equal(0.4, asset.GetProperty("state").GetProperty("latest")[0].GetProperty("value").GetDouble());
        Assert.Equal(2, (await _host.Get("/api/v1/assets/town:M2/readings?quantity=level")).GetProperty("items").GetArrayLength());
        var found = await _host.GetUntil("/api/v1/assets?where=level>0", a => a.GetProperty("items").GetArrayLength() > 0 && a.GetProperty("items")[0].GetProperty("value").ValueKind == System.Text.Json.JsonValueKind.Number);
        Assert.Equal(0.4, found.GetProperty("items")[0].GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Water_over_the_rim_raises_a_warning_that_ends_with_it()
    {
        for (var minutes = 20; minutes >= 10; minutes -= 2) await _host.Accept(Readings.One("town:M3", "level", Now.AddMinutes(-minutes), 3.2));
        var open = await _host.GetUntil("/api/v1/warnings?open=true&asset=town:M3", w => w.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("kind").GetString() == "overflow"));
        var warning = open.GetProperty("items").EnumerateArray().First(i => i.GetProperty("kind").GetString() == "overflow");
        Assert.Equal("red", warning.GetProperty("level").GetString());
        Assert.Equal("town:M3", warning.GetProperty("asset").GetString());
        Assert.Equal("town:M3", warning.GetProperty("path")[0].GetString());
        Assert.NotEmpty(warning.GetProperty("effects").EnumerateArray());
        await _host.GetUntil("/api/v1/assets/town:M3", a => a.GetProperty("state").GetProperty("level").GetString() == "red");

        for (var minutes = 8; minutes >= 0; minutes -= 2) await _host.Accept(Readings.One("town:M3", "level", Now.AddMinutes(-minutes), 0.1));
        await _host.GetUntil("/api/v1/warnings?open=true&asset=town:M3", w => w.GetProperty("items").GetArrayLength() == 0);
        var ended = await _host.Get("/api/v1/warnings?open=false");
        Assert.Contains(ended.GetProperty("items").EnumerateArray(), w => w.GetProperty("id").GetString() == warning.GetProperty("id").GetString() && w.GetProperty("endedAt").GetString() is not null);
        var asKnownThen = await _host.Get($"/api/v1/warnings?open=true&asOf={Uri.EscapeDataString(warning.GetProperty("knownAt").GetString()!)}");
        Assert.Contains(asKnownThen.GetProperty("items").EnumerateArray(), w => w.GetProperty("id").GetString() == warning.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_trace_follows_the_water_and_a_spill_arrives_in_its_order()
    {
        var trace = await _host.Get("/api/v1/network/trace?from=town:M2&direction=down&until=town:M4");
        Assert.Equal(["town:M2", "town:P2", "town:M3", "town:P3", "town:M4"], trace.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("asset").GetString()!));
        var minutes = trace.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("minutes").GetDouble()).ToArray();
        Assert.Equal(minutes.Order(), minutes);

        using var answer = await _host.Http.PostAsync("/api/v1/network/spill",
            new StringContent("""{"asset":"town:M2","quantity":"cod","concentration":3000,"flow":0.005,"minutes":30}""", Encoding.UTF8, "application/json"));
        var outlook = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var arrivals = outlook.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(JsonValueKind.Array, outlook.GetProperty("block").ValueKind);
        Assert.Equal(JsonValueKind.Array, outlook.GetProperty("sample").ValueKind);
        Assert.Equal("town:M2", arrivals[0].GetProperty("asset").GetString());
        Assert.True(arrivals.Length > 4);
        Assert.Equal(arrivals.Select(a => a.GetProperty("firstMinutes").GetDouble()).Order(), arrivals.Select(a => a.GetProperty("firstMinutes").GetDouble()));
    }

    [Fact]
    public async Task Symptoms_are_traced_to_where_one_release_explains_them()
    {
        using var answer = await _host.Http.PostAsync("/api/v1/network/cause", new StringContent("""
            {"symptoms":[{"asset":"town:M3","quantity":"cod","at":"2026-06-02T01:00:00Z","value":900},{"asset":"town:M4","quantity":"cod","at":"2026-06-02T01:03:00Z","value":880}]}
            """, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cause = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var candidates = cause.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.NotEmpty(candidates);
        Assert.Equal(2, candidates[0].GetProperty("evidence").GetArrayLength());
        using var wrong = await _host.Http.PostAsync("/api/v1/network/cause", new StringContent("""{"symptoms":[{"asset":"town:NO","quantity":"cod","at":"2026-06-02T01:00:00Z"}]}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("symptoms[0].asset", await wrong.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_has_been_silent_for_long_looks_old_at_once_after_a_start()
    {
        var folder = RunningHost.NewFolder();
        await using (var first = await RunningHost.Start(folder))
        {
            await first.Import();
            await first.Accept($"[{Readings.Item("town:M4", "level", Now.AddDays(-1), 0.3)},{Readings.Item("town:M5", "level", Now, 0.3)}]");
        }
        await using (var second = await RunningHost.Start(folder))
        {
            var state = await second.Get("/api/v1/map/town/state");
            Assert.Equal(2, state.GetProperty("key").GetArrayLength());
            Assert.True((await second.Get("/api/v1/assets/town:M4")).GetProperty("state").GetProperty("stale").GetBoolean());
            Assert.False((await second.Get("/api/v1/assets/town:M5")).GetProperty("state").GetProperty("stale").GetBoolean());
        }
        Directory.Delete(folder, recursive: true);
    }
}
