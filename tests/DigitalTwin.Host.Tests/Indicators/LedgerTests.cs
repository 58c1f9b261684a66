using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Indicators;

/// <summary>A town with one plant, whose statistics are entered as its office would.</summary>
public sealed class LedgerTown : IAsyncLifetime
{
    public RunningHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await RunningHost.Start();
        await Host.Services.GetRequiredService<IRegistry>().Save(ReuseCity.Build(), Instant.From(DateTimeOffset.UtcNow));
    }

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();
}

public class LedgerTests(LedgerTown town) : IClassFixture<LedgerTown>
{
    private readonly RunningHost _host = town.Host;

    [Fact]
    public async Task A_figure_shows_its_formula_its_inputs_and_who_entered_them_and_keeps_what_it_said()
    {
        await Enter("plantInflow", "2025-01", 300_000, "reuse:WWTP");
        await Enter("influentBod5", "2025-01", 150, "reuse:WWTP");
        await Enter("population", "2025", 40_000);
        var figure = await _host.Get("/api/v1/ledger/collectionRate?network=reuse&period=2025-01");
        var value = Math.Round(100 * 45_000.0 / (40_000 * 0.045 * 31), 4);
        Assert.Equal(value, Math.Round(figure.GetProperty("row").GetProperty("value").GetDouble(), 4), 3);
        Assert.Equal(figure.GetProperty("row").GetProperty("value").GetDouble(), figure.GetProperty("recomputed").GetDouble());
        Assert.Contains("40000 × 45 × 31", figure.GetProperty("filled").GetString());
        var item = figure.GetProperty("inputs")[0].GetProperty("items")[0];
        Assert.Equal(("entered", "bootstrap", "yearbook p. 7"), (item.GetProperty("source").GetString(), item.GetProperty("who").GetString(), item.GetProperty("origin").GetString()));

        var keep = await _host.Http.PostAsync("/api/v1/ledger/keep?network=reuse", null);
        Assert.Equal(HttpStatusCode.OK, keep.StatusCode);
        var before = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        await Enter("influentBod5", "2025-01", 90, "reuse:WWTP"); // The laboratory had erred.
        var corrected = await _host.Get("/api/v1/ledger/collectionRate?network=reuse&period=2025-01");
        Assert.Equal(value * 0.6, corrected.GetProperty("row").GetProperty("value").GetDouble(), 2);
        var then = await _host.Get($"/api/v1/ledger/collectionRate?network=reuse&period=2025-01&asOf={before.ToUnixTimeMilliseconds()}");
        Assert.Equal(value, then.GetProperty("row").GetProperty("value").GetDouble(), 2);
        var history = await _host.Get("/api/v1/ledger/statistics/history?network=reuse&id=influentBod5&period=2025-01");
        Assert.Equal([90.0, 150], history.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task What_was_kept_is_what_the_past_shows_and_the_same_is_not_kept_twice()
    {
        var year = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Year;
        await Enter("renewedSewer", $"{year}", 2);
        await Keep();
        var again = await Keep();
        Assert.Equal(0, again);
        var before = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        await Enter("renewedSewer", $"{year}", 4);
        Assert.True(await Keep() > 0);
        var said = await _host.Get($"/api/v1/ledger/renewedSewer/history?network=reuse&period={year}");
        var values = said.GetProperty("items").EnumerateArray().Select(i => (Value: i.GetProperty("value").GetDouble(), Recomputed: i.GetProperty("recomputed").GetDouble())).ToArray();
        Assert.True(values.Length >= 2);
        Assert.Equal((4.0, 2.0), (values[0].Value, values[1].Value));
        Assert.All(values, v => Assert.Equal(v.Value, v.Recomputed));
        var then = (await _host.Get($"/api/v1/ledger?network=reuse&period={year}&asOf={before.ToUnixTimeMilliseconds()}")).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("id").GetString() == "renewedSewer");
        Assert.Equal(values[1].Value, then.GetProperty("value").GetDouble());
        Assert.NotEqual(JsonValueKind.Null, then.GetProperty("keptAt").ValueKind);
    }

    [Fact]
    public async Task What_was_measured_through_a_month_counts_with_its_coverage()
    {
        var local = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8));
        var month = new DateTimeOffset(local.Year, local.Month, 1, 0, 0, 0, local.Offset).AddMonths(-1);
        var hours = DateTime.DaysInMonth(month.Year, month.Month) * 24;
        var flows = Enumerable.Range(0, hours).Select(i => 0.02 * (1 + 0.1 * Math.Sin(i))).ToArray();
        await _host.Accept($"[{string.Join(',', flows.Select((flow, i) => Readings.Item("reuse:TAP2", "flow", month.AddHours(i), flow)))}]");
        var figure = await _host.Get($"/api/v1/ledger/reuseIrrigation?network=reuse&period={month:yyyy-MM}");
        var item = Assert.Single(figure.GetProperty("inputs")[0].GetProperty("items").EnumerateArray());
        Assert.Equal(("measured", "reuse:TAP2", 1.0), (item.GetProperty("source").GetString(), item.GetProperty("asset").GetString(), Math.Round(item.GetProperty("coverage").GetDouble(), 2)));
        Assert.InRange(figure.GetProperty("row").GetProperty("value").GetDouble(), 0.995 * 0.02 * hours * 0.36, 1.005 * 0.02 * hours * 0.36);
    }

    [Fact]
    public async Task An_entry_sent_twice_is_one_and_a_bad_one_is_refused_by_field()
    {
        var body = new { network = "reuse", id = "sludgeProduced", period = "2024-05", value = 12.5, source = "weighbridge", requestId = "phone-1" };
        foreach (var _ in new[] { 1, 2 }) (await _host.Http.PostAsJsonAsync("/api/v1/ledger/statistics", body)).EnsureSuccessStatusCode();
        Assert.Equal(1, (await _host.Get("/api/v1/ledger/statistics/history?network=reuse&id=sludgeProduced")).GetProperty("items").GetArrayLength());
        foreach (var (field, bad) in new (string, object)[]
        {
            ("id", new { network = "reuse", id = "nothing", period = "2024-05", value = 1, source = "x" }),
            ("period", new { network = "reuse", id = "population", period = "2024-05", value = 1, source = "x" }),
            ("value", new { network = "reuse", id = "population", period = "2024", value = -1, source = "x" }),
            ("asset", new { network = "reuse", id = "influentBod5", asset = "reuse:TAP1", period = "2024-05", value = 1, source = "x" }),
            ("source", new { network = "reuse", id = "population", period = "2024", value = 1, source = "" }),
        })
        {
            using var answer = await _host.Http.PostAsJsonAsync("/api/v1/ledger/statistics", bad);
            Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString()));
        }
        using var stranger = new HttpClient { BaseAddress = _host.Http.BaseAddress };
        using var refused = await stranger.PostAsJsonAsync("/api/v1/ledger/statistics", body);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Targets_come_with_document_and_clause_and_the_sum_that_does_not_match_its_headline()
    {
        var targets = await _host.Get("/api/v1/ledger/targets");
        Assert.Equal(5, targets.GetProperty("documents").GetArrayLength());
        var conflict = Assert.Single(targets.GetProperty("conflicts").EnumerateArray());
        Assert.Equal((2300.0, 2400.0), (conflict.GetProperty("headline").GetProperty("value").GetDouble(), conflict.GetProperty("sum").GetDouble()));
    }

    [Fact]
    public async Task A_plants_service_area_is_what_drains_to_it()
    {
        var area = await _host.Get("/api/v1/ledger/plants/reuse:WWTP/area");
        Assert.Equal((3, 1.8, 1), (area.GetProperty("pipes").GetInt32(), area.GetProperty("km").GetDouble(), area.GetProperty("drainers").GetInt32()));
    }

    private async Task<int> Keep()
    {
        using var answer = await _host.Http.PostAsync("/api/v1/ledger/keep?network=reuse", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("kept").GetInt32();
    }

    private async Task Enter(string id, string period, double value, string? asset = null)
    {
        using var answer = await _host.Http.PostAsJsonAsync("/api/v1/ledger/statistics", new { network = "reuse", id, asset, period, value, source = "yearbook p. 7" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
