using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Forecasts;

public class ForecastApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task A_network_is_forecast_soon_after_it_came_in_and_read_by_frames_series_and_profile()
    {
        var head = await Ready(_host);
        Assert.Equal(("town", "OUT"), (Text(head, "network"), Text(head, "part")));
        Assert.Contains(head.GetProperty("repairs").EnumerateArray(), r => Text(r, "en")!.Contains("pavement were assumed", StringComparison.Ordinal));
        foreach (var which in new[] { "latest", Text(head, "id")! })
        {
            var frames = await _host.Get($"/api/v1/forecasts/{which}/frames?network=town");
            var (times, keys) = (frames.GetProperty("times").GetArrayLength(), frames.GetProperty("key").GetArrayLength());
            Assert.InRange(times, 20, 25);
            Assert.True(keys >= 8 + 6, $"{keys} assets");
            Assert.Equal(times, frames.GetProperty("overflow").GetArrayLength());
            foreach (var rows in new[] { "fill", "level" }) Assert.All(frames.GetProperty(rows).EnumerateArray(), row => Assert.Equal(keys, row.GetArrayLength()));
            var series = await _host.Get($"/api/v1/forecasts/{which}/series?asset=town:M3&quantity=level");
            Assert.Equal(3, series.GetProperty("limit").GetDouble());
            var (low, high) = (Numbers(series, "p10"), Numbers(series, "p90"));
            Assert.Equal(25, low.Length);
            Assert.All(low.Zip(high), v => Assert.True(v.First <= v.Second));
            var profile = await _host.Get($"/api/v1/forecasts/{which}/profile?down=town:M1");
            Assert.Equal(["town:M1", "town:M2", "town:M3", "town:M4", "town:M5", "town:M6", "town:WELL", "town:OUT"], profile.GetProperty("stations").EnumerateArray().Select(s => Text(s, "asset")));
            Assert.Equal(8, profile.GetProperty("head").EnumerateArray().Last().GetArrayLength());
            Assert.Equal(profile.GetProperty("times").EnumerateArray().Select(t => t.GetInt64()).Order().Distinct(), profile.GetProperty("times").EnumerateArray().Select(t => t.GetInt64()));
        }
        var between = await _host.Get("/api/v1/forecasts/latest/profile?from=town:M5&to=town:M2");
        Assert.Equal(["town:M5", "town:M4", "town:M3", "town:M2"], between.GetProperty("stations").EnumerateArray().Select(s => Text(s, "asset")));
        Assert.Equal(JsonValueKind.Array, (await _host.Get("/api/v1/forecasts/latest/events?network=town")).GetProperty("items").ValueKind);
    }

    [Theory]
    [InlineData("forecasts/latest/frames", 400, "network")]
    [InlineData("forecasts/latest/frames?network=nowhere", 400, "network")]
    [InlineData("forecasts/latest/frames?network=town&every=5", 400, "every")]
    [InlineData("forecasts/latest/series?asset=town:M3&quantity=cod", 400, "quantity")]
    [InlineData("forecasts/latest/series?asset=town:GHOST&quantity=level", 400, "asset")]
    [InlineData("forecasts/latest/profile?from=town:M1", 400, "to")]
    [InlineData("forecasts/latest/profile?from=town:M1&to=town:RG1", 400, "to")]
    [InlineData("forecasts/nothing/frames", 404, null)]
    [InlineData("forecasts?network=town&asOf=yesterday", 400, "asOf")]
    [InlineData("forecasts/skill?network=town&days=40", 400, "days")]
    [InlineData("forecasts/skill?network=town&lead=45", 400, "lead")]
    [InlineData("forecasts/came?asset=town:M3&quantity=cod", 400, "quantity")]
    [InlineData("whatifs/nothing", 404, null)]
    [InlineData("plants/town:M1/outlook", 422, null)]
    [InlineData("tanks/town:M1/outlook", 422, null)]
    public async Task What_cannot_be_told_is_refused_by_name(string path, int status, string? field)
    {
        await Ready(_host);
        using var answer = await _host.Http.GetAsync($"/api/v1/{path}");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, field), ((int)answer.StatusCode, problem.TryGetProperty("field", out var named) ? named.GetString() : null));
    }

    [Fact]
    public async Task A_forecast_is_read_as_of_when_it_was_known()
    {
        var before = _host.Services.GetRequiredService<CityClock>().Now - TimeSpan.FromHours(1);
        var head = await Ready(_host);
        Assert.Empty((await _host.Get($"/api/v1/forecasts?network=town&asOf={before.UnixMilliseconds}")).GetProperty("items").EnumerateArray());
        using var none = await _host.Http.GetAsync($"/api/v1/forecasts/latest/frames?network=town&asOf={before.UnixMilliseconds}");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        var knownAt = DateTimeOffset.Parse(Text(head, "knownAt")!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var then = (await _host.Get($"/api/v1/forecasts?network=town&asOf={knownAt}")).GetProperty("items")[0];
        Assert.Equal(Text(head, "id"), Text(then, "id"));
    }

    [Fact]
    public async Task Asking_for_one_issues_one_and_viewers_hear_of_it()
    {
        var first = Text(await Ready(_host), "id");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var hub = await HubConnection.Open(new Uri(_host.Url), patience.Token);
        using var asked = await _host.Http.PostAsync("/api/v1/forecasts?network=town", null);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        JsonElement news = default;
        await hub.Next(record =>
        {
            var message = JsonDocument.Parse(record).RootElement;
            if (!message.TryGetProperty("target", out var target) || target.GetString() != "Forecast") return false;
            news = message.GetProperty("arguments")[0];
            return true;
        }, patience.Token);
        Assert.Equal("town", Text(news, "network"));
        Assert.NotEqual(first, Text(news, "id"));
        Assert.Equal(Text(news, "id"), Text((await _host.Get("/api/v1/forecasts?network=town")).GetProperty("items")[0], "id"));
    }

    [Fact]
    public async Task What_was_forecast_is_judged_by_what_came()
    {
        var archive = _host.Services.GetRequiredService<IForecastArchive>();
        var key = _host.Services.GetRequiredService<IRegistry>().Find(new AssetId("town:M4"))!.Key;
        var now = _host.Services.GetRequiredService<CityClock>().Now;
        var issued = new Instant(now.UnixMilliseconds / 300_000 * 300_000) - TimeSpan.FromMinutes(90);
        var came = issued + TimeSpan.FromMinutes(30);
        await _host.Accept(Readings.One("town:M4", "level", came.ToDateTimeOffset(), 1.1));
        var head = new KeptHead { Id = "town.judged.1", Network = "town", Revision = 1, Part = "judged", Title = "", Catchments = [], IssuedAt = issued, KnownAt = issued, Until = issued + TimeSpan.FromHours(2), EverySeconds = 300, Members = 5 };
        await archive.Save(new KeptForecast(head, KeptSeries.Empty, new KeptSeries([issued, came], [new KeptColumn(key, Quantity.Level, [0.5f, 1f], [0.5f, 0.9f], [0.5f, 1.2f])])));
        var skill = await _host.Get("/api/v1/forecasts/skill?network=town&lead=30");
        var row = skill.GetProperty("rows").EnumerateArray().Single(r => Text(r, "asset") == "town:M4");
        Assert.Equal((1, 0.1, 0.6, 1.0), (row.GetProperty("n").GetInt32(), row.GetProperty("rmse").GetDouble(), row.GetProperty("persistenceRmse").GetDouble(), row.GetProperty("coverage").GetDouble()));
        Assert.Equal(1 - 1 / 36.0, row.GetProperty("skill").GetDouble(), 4);
        var series = await _host.Get("/api/v1/forecasts/came?asset=town:M4&quantity=level&lead=30");
        Assert.Equal((came.UnixMilliseconds, 1.0, 1.1), (series.GetProperty("times")[0].GetInt64(), series.GetProperty("forecast")[0].GetDouble(), series.GetProperty("measured")[0].GetDouble()));
    }

    internal static async Task<JsonElement> Ready(RunningHost host)
    {
        var list = await host.GetUntil("/api/v1/forecasts?network=town", l => l.GetProperty("items").EnumerateArray().Any(i => Text(i, "id") is not null && Text(i, "status") == "ready" && Text(i, "part") == "OUT"));
        return list.GetProperty("items").EnumerateArray().First(i => Text(i, "part") == "OUT");
    }

    internal static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();

    internal static double[] Numbers(JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
}
