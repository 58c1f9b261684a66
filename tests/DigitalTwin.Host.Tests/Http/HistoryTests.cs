using System.IO.Compression;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

/// <summary>What was measured and what was known, asked over HTTP.</summary>
public class HistoryTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task A_late_correction_changes_the_present_and_not_the_past_as_known()
    {
        await _host.Accept(Readings.One("town:M1", "level", Now.AddMinutes(-2), 0.4));
        var then = await Known();
        await Task.Delay(5);
        await _host.Accept(Readings.One("town:M1", "level", Now.AddMinutes(-2), 0.6));

        Assert.Equal(0.6, Assert.Single(await Values("town:M1", "")));
        Assert.Equal(0.4, Assert.Single(await Values("town:M1", $"&asOf={then}")));
        Assert.Empty(await Values("town:M1", $"&asOf={then - 60_000}"));
        Assert.Equal(0.4, Assert.Single(await Values("town:M1", $"&every=1h&as=last&asOf={then}")));
        Assert.Equal(0.6, await Latest("town:M1", ""));
        Assert.Equal(0.4, await Latest("town:M1", $"?asOf={then}"));

        async Task<long> Known() => DateTimeOffset.Parse((await _host.Get("/api/v1/assets/town:M1/readings?quantity=level")).GetProperty("items")[0].GetProperty("knownAt").GetString()!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    }

    [Fact]
    public async Task A_reading_sent_twice_is_there_once_and_known_since_the_first()
    {
        for (var i = 0; i < 2; i++) await _host.Accept(Readings.One("town:M2", "level", Now.AddMinutes(-2), 0.4));
        Assert.Equal(0.4, Assert.Single(await Values("town:M2", "")));
    }

    [Fact]
    public async Task A_mean_of_a_level_counts_the_time_and_that_of_a_sample_the_samples()
    {
        var hour = DateTimeOffset.FromUnixTimeMilliseconds(Now.ToUnixTimeMilliseconds() / 3_600_000 * 3_600_000 - 3 * 3_600_000);
        foreach (var quantity in (string[])["level", "cod", "running"])
            foreach (var (minute, value) in new[] { (0, 1.0), (10, 1.0), (50, 0.0) })
                await _host.Accept(Readings.One("town:M4", quantity, hour.AddMinutes(minute), value));
        Assert.Equal(0.6, await Mean("level"), 6); // 10 min at 1, 40 min falling to 0.
        Assert.Equal(1.0, await Mean("running"), 6); // 50 min at 1.
        Assert.Equal(2 / 3.0, await Mean("cod"), 6);

        async Task<double> Mean(string quantity) => (await _host.Get($"/api/v1/assets/town:M4/readings?quantity={quantity}&every=1h&from={hour.ToUnixTimeMilliseconds()}")).GetProperty("items")[0].GetProperty("value").GetDouble();
    }

    [Fact]
    public async Task Readings_of_some_assets_are_exported_as_CSV_compressed_where_asked_for()
    {
        await _host.Accept(Readings.One("town:M5", "level", Now.AddMinutes(-2), 0.25));
        await _host.Accept(Readings.One("town:M6", "level", Now.AddMinutes(-1), 0.5));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/readings/export?assets=town:M5,town:M6&quantity=level");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var answer = await _host.Http.SendAsync(request);
        Assert.Equal(("text/csv", "gzip"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentEncoding.Single()));
        using var text = new StreamReader(new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var lines = (await text.ReadToEndAsync()).Split("\r\n");
        Assert.Equal("asset,quantity,unit,at,value,quality,provenance,knownAt", lines[0]);
        Assert.StartsWith($"town:M5,level,m,{Now.AddMinutes(-2).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},0.25,good,measured,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("town:M6,level,m,", lines[2], StringComparison.Ordinal);

        using var unknown = await _host.Http.GetAsync("/api/v1/assets/town:NONE/readings/export");
        Assert.Equal(404, (int)unknown.StatusCode);
        using var wrong = await _host.Http.GetAsync("/api/v1/assets/town:M5/readings/export?quantity=loudness");
        Assert.Contains("quantity is 'loudness'", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<double[]> Values(string asset, string query) =>
        [.. (await _host.Get($"/api/v1/assets/{asset}/readings?quantity=level{query}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("value").GetDouble())];

    private async Task<double> Latest(string asset, string query) => (await _host.Get($"/api/v1/assets/{asset}{query}")).GetProperty("state").GetProperty("latest")[0].GetProperty("value").GetDouble();
}
