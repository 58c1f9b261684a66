using System.Net;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Playback;

/// <summary>Two clocks through HTTP: what the platform learns later changes the present, never the past as it was known.</summary>
public class AsKnownTests : IAsyncLifetime
{
    private RunningHost _host = null!;
    private CityTime _time = null!;

    public async Task InitializeAsync()
    {
        _host = await RunningHost.Start();
        await _host.Import();
        _time = new CityTime(_host);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_late_correction_changes_the_present_and_not_the_past_as_known()
    {
        await Report("06:00", "town:M1", "level", "06:00", 0.5);
        await Report("08:00", "town:M1", "level", "06:00", 0.9);
        await _time.Is("08:10");

        Assert.Equal(0.5, await ValueOnMap("07:59"));
        Assert.Equal(0.9, await ValueOnMap("08:05"));
        Assert.Equal(0.5, Latest(await _host.Get($"/api/v1/assets/town:M1?asOf={CityTime.At("07:59")}")));
        Assert.Equal(0.9, Latest(await _host.Get("/api/v1/assets/town:M1")));
        Assert.Equal(0.5, await SeriesValue("&asOf=" + CityTime.At("07:59")));
        Assert.Equal(0.9, await SeriesValue(""));
        Assert.Equal(0.5, (await _host.Get($"/api/v1/assets?where=level>0&asOf={CityTime.At("07:59")}")).GetProperty("items")[0].GetProperty("value").GetDouble());
        Assert.Empty((await _host.Get($"/api/v1/map/town/state?asOf={CityTime.At("05:59")}")).GetProperty("key").EnumerateArray());
    }

    [Fact]
    public async Task A_warning_that_has_ended_is_open_at_the_moments_at_which_it_was()
    {
        foreach (var minute in new[] { "07:00", "07:02", "07:04" }) await Report(minute, "town:M3", "level", minute, 3.2);
        await _host.GetUntil("/api/v1/warnings?open=true", w => Kinds(w).Contains("overflow"));
        foreach (var minute in new[] { "07:20", "07:22", "07:24", "07:26" }) await Report(minute, "town:M3", "level", minute, 0.1);
        await _host.GetUntil("/api/v1/warnings?open=true", w => !Kinds(w).Any());
        await _time.Is("09:00");

        Assert.Empty(Kinds(await _host.Get($"/api/v1/warnings?open=true&asOf={CityTime.At("06:59")}")));
        Assert.Contains("overflow", Kinds(await _host.Get($"/api/v1/warnings?open=true&asOf={CityTime.At("07:10")}")));
        Assert.Empty(Kinds(await _host.Get($"/api/v1/warnings?open=false&asOf={CityTime.At("07:10")}")));
        Assert.Contains("overflow", Kinds(await _host.Get($"/api/v1/warnings?open=false&asOf={CityTime.At("08:00")}")));
        Assert.Equal("red", (await _host.Get($"/api/v1/assets/town:M3?asOf={CityTime.At("07:10")}")).GetProperty("state").GetProperty("level").GetString());
        Assert.Equal("none", (await _host.Get($"/api/v1/assets/town:M3?asOf={CityTime.At("08:00")}")).GetProperty("state").GetProperty("level").GetString());
        Assert.Equal(4, await LevelOnMap("07:10"));
        Assert.Equal(0, await LevelOnMap("07:40"));
        // The last value is of 07:26; three readings of a quarter of an hour later it is old.
        Assert.Equal(8, await StateOnMap("08:30") & 8);
        Assert.Equal(0, await StateOnMap("07:40") & 8);
    }

    [Fact]
    public async Task The_map_and_the_way_of_the_water_are_those_of_the_revision_known_then()
    {
        await _time.Is("10:00");
        await _host.Import("other");
        await _time.Is("12:00");
        await _host.Import("other", TestPlan.Swmm.Replace("P3 M3 M4 100 0.013 0 0", "P3 M3 OUT 100 0.013 0 0", StringComparison.Ordinal));

        async Task<int> Revision(string asOf) => (await _host.Get("/api/v1/city" + asOf)).GetProperty("networks").EnumerateArray().Single(n => n.GetProperty("name").GetString() == "other").GetProperty("revision").GetInt32();
        Assert.Equal(1, await Revision("?asOf=" + CityTime.At("11:00")));
        Assert.Equal(2, await Revision(""));
        async Task<IEnumerable<string?>> Below(string asOf) => (await _host.Get($"/api/v1/network/trace?from=other:M3&direction=down{asOf}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("asset").GetString());
        Assert.Contains("other:M5", await Below("&asOf=" + CityTime.At("11:00")));
        Assert.DoesNotContain("other:M5", await Below(""));
        Assert.Equal(1, (await _host.Get($"/api/v1/map/other/state?asOf={CityTime.At("11:00")}")).GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task A_page_of_warnings_goes_on_where_the_last_one_ended_although_the_list_moves()
    {
        foreach (var (asset, minute) in new[] { ("M1", 0), ("M2", 10), ("M3", 20), ("M4", 30) })
        {
            foreach (var (after, level) in new[] { (0, 3.2), (2, 3.2), (4, 0.1), (7, 0.1) })
                await Report($"01:{minute + after:00}", $"town:{asset}", "level", $"01:{minute + after:00}", level);
            await _host.GetUntil($"/api/v1/warnings?open=true&asset=town:{asset}", w => w.GetProperty("items").GetArrayLength() == 0);
        }
        var all = await Ids("/api/v1/warnings?open=false&limit=100");
        var paged = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _host.Get($"/api/v1/warnings?open=false&limit=1&cursor={Uri.EscapeDataString(cursor)}");
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
            if (paged.Count != 2) continue;
            foreach (var (minute, level) in new[] { ("02:00", 3.2), ("02:02", 3.2), ("02:04", 0.1), ("02:07", 0.1) }) await Report(minute, "town:M5", "level", minute, level);
            await _host.GetUntil("/api/v1/warnings?open=true&asset=town:M5", w => w.GetProperty("items").GetArrayLength() == 0);
        }
        Assert.True(all.Count >= 4);
        Assert.Equal(all, paged);
    }

    [Theory]
    [InlineData("/api/v1/map/town/state?asOf=yesterday", "asOf")]
    [InlineData("/api/v1/city?asOf=yesterday", "asOf")]
    [InlineData("/api/v1/warnings?cursor=zzz", "cursor")]
    [InlineData("/api/v1/playback/town?from=1&to=0&step=1m", "to")]
    [InlineData("/api/v1/playback/town?from=0&to=3600000&step=1s", "step")]
    [InlineData("/api/v1/playback/town?to=3600000&step=1s", "from")]
    public async Task What_cannot_be_understood_is_told_by_its_name(string path, string field)
    {
        using var answer = await _host.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("field").GetString());
    }

    private async Task Report(string when, string asset, string quantity, string at, double value)
    {
        await _time.Is(when);
        await _host.Accept(Readings.One(asset, quantity, CityTime.Midnight + TimeSpan.Parse(at, System.Globalization.CultureInfo.InvariantCulture), value));
    }

    private async Task<double> ValueOnMap(string asOf) => (await _host.Get($"/api/v1/map/town/state?asOf={CityTime.At(asOf)}")).GetProperty("value")[0].GetDouble();

    private async Task<int> StateOnMap(string asOf)
    {
        var key = (await _host.Get("/api/v1/assets/town:M3")).GetProperty("key").GetInt32();
        var state = await _host.Get($"/api/v1/map/town/state?asOf={CityTime.At(asOf)}");
        return state.GetProperty("state")[state.GetProperty("key").EnumerateArray().Select(k => k.GetInt32()).ToList().IndexOf(key)].GetInt32();
    }

    private async Task<int> LevelOnMap(string asOf) => await StateOnMap(asOf) & 7;

    private async Task<double> SeriesValue(string asOf)
    {
        var series = await _host.Get($"/api/v1/assets/town:M1/readings?quantity=level&from={CityTime.At("00:00")}&to={CityTime.At("23:00")}{asOf}");
        return Assert.Single(series.GetProperty("items").EnumerateArray()).GetProperty("value").GetDouble();
    }

    private async Task<List<string>> Ids(string path) => [.. (await _host.Get(path)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    private static double Latest(JsonElement asset) => asset.GetProperty("state").GetProperty("latest")[0].GetProperty("value").GetDouble();

    private static IEnumerable<string?> Kinds(JsonElement warnings) => warnings.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("kind").GetString());
}
