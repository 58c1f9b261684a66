using System.Globalization;
using System.Net.Http.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Http;

/// <summary>What is dropped is said: in the answer, in the audit, and in the policy's page; what is held stays.</summary>
public class RetentionTests
{
    // The last second of city time is kept; what is older is due as soon as its part of the history is packed.
    private const string Policy = """{ "classes": [ { "name": "short", "readingsDays": 0.000012, "hoursDays": null } ] }""";

    [Fact]
    public async Task An_answer_says_what_it_can_no_longer_tell_and_the_audit_who_took_it()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Policy);
        await using var host = await RunningHost.Start(adjust: b => { b.Configuration["DigitalTwin:Retention:Drops"] = "true"; b.Configuration["DigitalTwin:Retention:Policy"] = file; b.Configuration["DigitalTwin:Retention:Every"] = "00:00:01"; },
            services: s => s.AddSingleton(p => SegmentedHistory.Open(p.GetRequiredService<DataFolder>(), new HistoryOptions { PartitionReadings = 60 }, TimeProvider.System)));
        await host.Import();
        var hour = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        using (var held = await host.Http.PostAsJsonAsync("/api/v1/retention/holds", new { asset = "town:M2", from = hour, to = hour.AddDays(2), why = "dispute" }))
            Assert.True(held.IsSuccessStatusCode, await held.Content.ReadAsStringAsync());
        foreach (var asset in (string[])["town:M1", "town:M2"])
            for (var h = 0; h < 4; h++)
                await host.Accept($"[{string.Join(',', Enumerable.Range(0, 60).Select(m => Readings.One(asset, "level", hour.AddHours(h).AddMinutes(m), m / 100.0)[1..^1]))}]");
        await host.Accept(Readings.One("town:M3", "level", hour.AddDays(3), 1)); // Closes the partition before.

        var path = $"/api/v1/assets/town:M1/readings?quantity=level&limit=5000&from={hour.ToUnixTimeMilliseconds()}&to={hour.AddHours(4).ToUnixTimeMilliseconds()}";
        var answer = await host.GetUntil(path, a => a.GetProperty("items").GetArrayLength() == 0);
        Assert.Equal("hours", answer.GetProperty("dropped").GetProperty("kept").GetString());
        Assert.Equal([60, 60, 60, 60], (await host.Get(path + "&every=1h")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("count").GetInt32()));
        Assert.Equal(240, (await host.Get(path.Replace("M1", "M2", StringComparison.Ordinal))).GetProperty("items").GetArrayLength());

        await AssertExportsSayWhatTheyLack(host, hour);
        var known = DateTimeOffset.Parse(answer.GetProperty("dropped").GetProperty("knownUntil").GetString()!, CultureInfo.InvariantCulture);
        using (var past = await host.Http.GetAsync($"/api/v1/assets/town:M1?asOf={known.ToUnixTimeMilliseconds()}")) Assert.True(past.Headers.Contains("Twin-Dropped-Until"));
        using (var now = await host.Http.GetAsync($"/api/v1/assets/town:M1?asOf={known.AddHours(1).ToUnixTimeMilliseconds()}")) Assert.False(now.Headers.Contains("Twin-Dropped-Until"));

        var kept = await host.GetUntil("/api/v1/retention", r => r.GetProperty("dropped").GetArrayLength() > 0);
        Assert.Equal("dispute", Assert.Single(kept.GetProperty("holds").EnumerateArray()).GetProperty("why").GetString());
        var facts = host.Services.GetRequiredService<IFactLog>();
        for (var tries = 0; !(await Audited()).Contains("drop readings"); tries++)
        {
            Assert.True(tries < 200, await Audited());
            await Task.Delay(50);
        }
        Assert.Contains("place hold", await Audited());

        using (var ended = await host.Http.DeleteAsync($"/api/v1/retention/holds/{kept.GetProperty("holds")[0].GetProperty("id").GetString()}")) Assert.Equal(204, (int)ended.StatusCode);
        await host.GetUntil(path.Replace("M1", "M2", StringComparison.Ordinal), a => a.GetProperty("items").GetArrayLength() < 240);

        async Task<string> Audited() => string.Concat((await facts.Read("audit", default, new Instant(long.MaxValue), 1000, default)).Select(f => System.Text.Encoding.UTF8.GetString(f.Body.Span)));
    }

    private static async Task AssertExportsSayWhatTheyLack(RunningHost host, DateTimeOffset hour)
    {
        var path = $"/api/v1/readings/export?assets=town:M1,town:M2,town:M3&from={hour.ToUnixTimeMilliseconds()}&to={hour.AddHours(4).ToUnixTimeMilliseconds()}";
        using (var csv = await host.Http.GetAsync(path))
        {
            Assert.Equal("2026-01-05T00:00:00.000Z", Assert.Single(csv.Headers.GetValues("Twin-Dropped")).Split('/')[0]);
            var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.DoesNotContain(lines, l => l.StartsWith("town:M1,", StringComparison.Ordinal));
            Assert.Equal(240, lines.Count(l => l.StartsWith("town:M2,", StringComparison.Ordinal)));
            Assert.Contains(lines, l => l.StartsWith("# dropped: town:M1 level from 2026-01-05T00:00:00.000Z to ", StringComparison.Ordinal) && l.Contains("kept: hours; class short", StringComparison.Ordinal));
        }
        using (var parquet = await host.Http.GetAsync(path + "&format=parquet"))
        {
            Assert.True(parquet.Headers.Contains("Twin-Dropped"));
            await using var file = await Parquet.ParquetReader.CreateAsync(new MemoryStream(await parquet.Content.ReadAsByteArrayAsync()));
            using var note = System.Text.Json.JsonDocument.Parse(file.CustomMetadata["twin.dropped"]);
            var first = note.RootElement.EnumerateArray().First(n => n.GetProperty("asset").GetString() == "town:M1");
            Assert.Equal(("level", "hours"), (first.GetProperty("quantity").GetString(), first.GetProperty("dropped").GetProperty("kept").GetString()));
        }
        using (var later = await host.Http.GetAsync(path.Replace($"{hour.ToUnixTimeMilliseconds()}", $"{hour.AddDays(2).ToUnixTimeMilliseconds()}", StringComparison.Ordinal).Replace($"{hour.AddHours(4).ToUnixTimeMilliseconds()}", $"{hour.AddDays(4).ToUnixTimeMilliseconds()}", StringComparison.Ordinal)))
        {
            Assert.False(later.Headers.Contains("Twin-Dropped"));
            Assert.DoesNotContain("#", await later.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hold_needs_its_scope_and_says_what_is_wrong_with_it()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        foreach (var (body, field) in new[] { ("""{"asset":"town:M1","from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z","why":"x"}""", "to"), ("""{"from":"x","to":"2026-01-01T00:00:00Z","why":"x"}""", "from"),
            ("""{"quantity":"nonsense","from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","why":"x"}""", "quantity"), ("""{"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","why":" "}""", "why") })
        {
            using var answer = await host.Http.PostAsync("/api/v1/retention/holds", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Contains($"{field} ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var stranger = new HttpClient { BaseAddress = new Uri(host.Url) };
        using var refused = await stranger.PostAsync("/api/v1/retention/holds", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(401, (int)refused.StatusCode);
    }
}
