using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Hub;

public class HubTests : IAsyncLifetime
{
    private static readonly double[] WholeTown = [118.29, 35.04, 118.31, 35.06];
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private RunningHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await RunningHost.Start(adjust: builder => builder.Configuration["DigitalTwin:OverviewAssets"] = "10");
        await _host.Import();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_viewer_gets_the_changes_of_what_it_sees_counted_without_a_gap(bool compressed)
    {
        await using var hub = await HubConnection.Open(new Uri(_host.Url), _patience.Token, compressed);
        await hub.View("town", WholeTown, 16, _patience.Token);
        var joined = await Next(hub, m => m.GetProperty("type").GetInt32() == 3);
        var groups = joined.GetProperty("result").GetProperty("groups").EnumerateArray().ToDictionary(g => g.GetProperty("group").GetString()!, g => g.GetProperty("seq").GetInt64());
        Assert.NotEmpty(groups);

        var key = (await _host.Get("/api/v1/assets/town:M1")).GetProperty("key").GetInt32();
        for (var i = 1; i <= 3; i++)
        {
            await _host.Accept(Readings.One("town:M1", "level", DateTimeOffset.UtcNow, i / 10.0));
            var changes = (await Next(hub, m => Is(m, "Changes"))).GetProperty("arguments")[0];
            var group = changes.GetProperty("group").GetString()!;
            Assert.Equal(groups[group], changes.GetProperty("prev").GetInt64());
            groups[group] = changes.GetProperty("seq").GetInt64();
            Assert.Equal(key, Assert.Single(changes.GetProperty("key").EnumerateArray()).GetInt32());
            Assert.Equal(i / 10.0, changes.GetProperty("value")[0].GetDouble(), 6);
        }
    }

    [Fact]
    public async Task A_viewer_hears_nothing_of_what_it_does_not_see()
    {
        await _host.Import("twin");
        await using var hub = await HubConnection.Open(new Uri(_host.Url), _patience.Token);
        await hub.View("town", WholeTown, 16, _patience.Token);
        await Next(hub, m => m.GetProperty("type").GetInt32() == 3);
        await _host.Accept(Readings.One("twin:M1", "level", DateTimeOffset.UtcNow, 0.7));
        await _host.GetUntil("/api/v1/map/twin/state", s => s.GetProperty("key").GetArrayLength() > 0);
        await _host.Accept(Readings.One("town:M2", "level", DateTimeOffset.UtcNow, 0.8));
        var first = (await Next(hub, m => Is(m, "Changes"))).GetProperty("arguments")[0];
        Assert.Equal(0.8, first.GetProperty("value")[0].GetDouble(), 6);
    }

    [Fact]
    public async Task Far_out_over_a_large_city_a_manholes_value_stays_silent_and_its_level_does_not()
    {
        await _host.Import("wide");
        await using var hub = await HubConnection.Open(new Uri(_host.Url), _patience.Token);
        await hub.View("wide", [117, 34, 120, 37], 8, _patience.Token);
        var joined = await Next(hub, m => m.GetProperty("type").GetInt32() == 3);
        Assert.Equal(["wide/overview"], joined.GetProperty("result").GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("group").GetString()!));
        var now = DateTimeOffset.UtcNow;
        await _host.Accept(Readings.One("wide:M3", "level", now.AddMinutes(-9), 0.1)); // The first reading is news: the asset shows up.
        await Next(hub, m => Is(m, "Changes"));
        await _host.Accept(Readings.One("wide:M3", "level", now.AddMinutes(-8), 0.12));
        await _host.GetUntil("/api/v1/map/wide/state", s => s.GetProperty("value").EnumerateArray().Any(v => v.GetDouble() == 0.12));
        for (var minutes = 6; minutes >= 0; minutes -= 2) await _host.Accept(Readings.One("wide:M3", "level", now.AddMinutes(-minutes), 3.3));
        var change = (await Next(hub, m => Is(m, "Changes"))).GetProperty("arguments")[0];
        Assert.NotEqual(0.12, change.GetProperty("value")[0].GetDouble());
    }

    [Fact]
    public async Task A_view_beside_the_network_sees_nothing_and_costs_nothing()
    {
        await using var hub = await HubConnection.Open(new Uri(_host.Url), _patience.Token);
        await hub.View("town", [10, 50, 11, 51], 12, _patience.Token);
        var joined = await Next(hub, m => m.GetProperty("type").GetInt32() == 3);
        Assert.Empty(joined.GetProperty("result").GetProperty("groups").EnumerateArray());
    }

    [Fact]
    public async Task Warnings_and_the_clock_reach_every_viewer()
    {
        await using var hub = await HubConnection.Open(new Uri(_host.Url), _patience.Token);
        var clock = (await Next(hub, m => Is(m, "Clock"))).GetProperty("arguments")[0];
        Assert.Equal("live", clock.GetProperty("mode").GetString());
        for (var minutes = 8; minutes >= 0; minutes -= 2) await _host.Accept(Readings.One("town:M5", "level", DateTimeOffset.UtcNow.AddMinutes(-minutes), 3.3));
        var warnings = (await Next(hub, m => Is(m, "Warnings"))).GetProperty("arguments")[0];
        var warning = warnings.GetProperty("upserts")[0];
        Assert.Equal("town:M5", warning.GetProperty("asset").GetString());
        Assert.Equal("town", warning.GetProperty("network").GetString());
        Assert.True(warnings.GetProperty("seq").GetInt64() > 0);
    }

    [Theory]
    [InlineData("village", 118.29, 35.04, 118.31, 35.06)]
    [InlineData("town", 118.31, 35.06, 118.29, 35.04)]
    public async Task A_view_of_nothing_is_answered_with_an_error(string network, double west, double south, double east, double north)
    {
        await using var hub = await HubConnection.Open(new Uri(_host.Url), _patience.Token);
        await hub.View(network, [west, south, east, north], 12, _patience.Token);
        var answer = await Next(hub, m => m.GetProperty("type").GetInt32() == 3);
        Assert.True(answer.TryGetProperty("error", out _));
    }

    private static bool Is(JsonElement message, string target) => message.GetProperty("type").GetInt32() == 1 && message.GetProperty("target").GetString() == target;

    private async Task<JsonElement> Next(HubConnection hub, Func<JsonElement, bool> wanted)
    {
        JsonElement found = default;
        await hub.Next(record =>
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(record.Span));
            if (!wanted(document.RootElement)) return false;
            found = document.RootElement.Clone();
            return true;
        }, _patience.Token);
        return found;
    }
}
