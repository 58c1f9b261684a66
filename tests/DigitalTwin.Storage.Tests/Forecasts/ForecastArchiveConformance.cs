using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Storage.Tests.Forecasts;

/// <summary>What every archive of forecasts keeps to. A provider's tests derive from this.</summary>
public abstract class ForecastArchiveConformance : IDisposable
{
    protected abstract IForecastArchive Archive { get; }

    /// <summary>The same archive after the process has ended and begun anew.</summary>
    protected abstract IForecastArchive Reopen();

    public abstract void Dispose();

    [Fact]
    public async Task A_forecast_comes_back_as_it_was_issued()
    {
        var random = new Random(3);
        float[] Some(double spread) => [.. Enumerable.Range(0, 25).Select(_ => (float)(random.NextDouble() * spread))];
        var (middle, flow) = (Some(6), Some(0.4));
        var body = new KeptSeries([.. Enumerable.Range(0, 25).Select(i => new Instant(1_000_000 + i * 300_000))],
        [
            new KeptColumn(new AssetKey(7), Quantity.Level, middle, [.. middle.Select(v => v - 0.05f)], [.. middle.Select(v => v + 0.12f)]),
            new KeptColumn(new AssetKey(8), Quantity.Flow, [.. flow.Select(v => v - 0.2f)]), // Backwards, too.
        ]);
        var head = Head("town", "OUT", issued: 1_000_000, known: 1_004_000) with
        {
            Rain = new KeptRain("gauges", 0.25), Assimilated = new KeptAssimilation(5, 1, "town:M3"), Repairs = [new KeptRepair("无坡度", "no slope")], Nudges = [new KeptNudge("town:M3", "level", new Instant(5), 0.4, 0.6)],
            Events = [new KeptEvent("e1", ForecastEventKind.Overflow, "town:M3", Quantity.Overflow, WarningLevel.Orange, 0.8, new Instant(2), new Instant(3), new Instant(4), null, new KeptBand(1, 2, 3), 0.5, 3,
                [new KeptMeasure("town:PS1", "startPump", 1, 2, 0, true)])],
        };
        await Archive.Save(new KeptForecast(head, body, new KeptSeries([new Instant(1)], [new KeptColumn(new AssetKey(7), Quantity.Level, [1.234f])])));

        var read = (await Reopen().Find(head.Id))!;

        Assert.Equal(Text(head), Text(read.Head));
        Assert.Equal(body.Times, read.Body.Times);
        var level = read.Body.Find(new AssetKey(7), Quantity.Level)!;
        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(middle[i], level.P50[i], 0.00051);
            Assert.Equal(middle[i] - 0.05, level.P10![i], 0.00051);
            Assert.Equal(middle[i] + 0.12, level.P90![i], 0.00051);
            Assert.Equal(flow[i] - 0.2, read.Body.Find(new AssetKey(8), Quantity.Flow)!.P50[i], 0.000051);
        }
        Assert.Null(read.Body.Find(new AssetKey(8), Quantity.Flow)!.P10);
        Assert.Null(read.Body.Find(new AssetKey(9), Quantity.Level));
        Assert.Equal(1.234f, read.Leads.Columns.Single().P50.Single(), 0.00051);
    }

    [Fact]
    public async Task The_newest_state_of_a_part_is_kept_in_place_of_the_one_before()
    {
        Assert.Null(await Archive.FindState("town", "OUT"));
        foreach (var at in new[] { 5L, 9L }) await Archive.SaveState(new KeptState("town", "OUT", (int)at, new Instant(at), new byte[] { 1, (byte)at }));
        await Archive.SaveState(new KeptState("town", "OTHER", 1, new Instant(7), new byte[] { 3 }));
        var kept = (await Reopen().FindState("town", "OUT"))!;
        Assert.Equal((9, 9L), (kept.Revision, kept.At.UnixMilliseconds));
        Assert.Equal([1, 9], kept.Body.ToArray());
    }

    [Fact]
    public async Task The_latest_of_each_part_is_the_one_known_last_by_then()
    {
        await Save("town", "A", issued: 100, known: 110);
        await Save("town", "A", issued: 200, known: 215);
        await Save("town", "B", issued: 200, known: 220);
        await Save("city", "A", issued: 300, known: 310);
        await Save("town", "A", issued: 400, known: 410, whatIf: "w1");

        Assert.Equal(["A 200", "B 200"], await Latest("town", null));
        Assert.Equal(["A 200"], await Latest("town", 219));
        Assert.Equal(["A 100"], await Latest("town", 214));
        Assert.Empty(await Latest("town", 109));
        Assert.Empty(await Latest("nowhere", null));
    }

    [Fact]
    public async Task The_same_id_is_kept_once_and_unchanged()
    {
        var head = Head("town", "A", 100, 110);
        await Archive.Save(new KeptForecast(head with { Title = "first" }, KeptSeries.Empty, KeptSeries.Empty));
        await Archive.Save(new KeptForecast(head with { Title = "second" }, KeptSeries.Empty, KeptSeries.Empty));
        Assert.Equal("first", (await Archive.Find(head.Id))!.Head.Title);
        Assert.Null(await Archive.Find("nothing"));
    }

    [Fact]
    public async Task What_was_issued_in_a_time_comes_oldest_first_with_what_it_is_judged_by()
    {
        foreach (var issued in new[] { 300, 100, 200, 400 }) await Save("town", "A", issued, issued + 5);
        await Save("town", "A", 250, 255, whatIf: "w1");
        var issuedIn = await Archive.Issued("town", new Instant(100), new Instant(400), 10);
        Assert.Equal([100, 200, 300], issuedIn.Select(i => i.Head.IssuedAt.UnixMilliseconds));
        Assert.All(issuedIn, i => Assert.Single(i.Leads.Columns));
        Assert.Equal([100, 200], (await Archive.Issued("town", new Instant(0), new Instant(1000), 2)).Select(i => i.Head.IssuedAt.UnixMilliseconds));
    }

    [Fact]
    public async Task What_a_what_if_computed_goes_with_it_and_nothing_else()
    {
        await Save("town", "A", 100, 110, whatIf: "w1");
        await Save("town", "B", 100, 110, whatIf: "w1");
        await Save("town", "A", 100, 110, whatIf: "w2");
        await Save("town", "A", 100, 110);
        Assert.Equal(["A", "B"], (await Archive.OfWhatIf("w1")).Select(h => h.Part));
        await Archive.Remove("w1");
        Assert.Empty(await Archive.OfWhatIf("w1"));
        Assert.Single(await Archive.OfWhatIf("w2"));
        Assert.Equal(["A 100"], await Latest("town", null));
    }

    [Fact]
    public async Task Dropping_keeps_the_newest_within_age_and_bytes_and_the_last_of_each_part()
    {
        for (var i = 1; i <= 20; i++) await Save("town", "A", i * 100, i * 100);
        await Save("town", "B", 50, 50);
        await Save("town", "A", 60, 60, whatIf: "w1");

        Assert.Equal(9, await Archive.Drop(new Instant(1000), long.MaxValue));
        Assert.Equal(new long[] { 1000, 2000 }, await FirstAndLast());
        Assert.Equal(["A 2000", "B 50"], await Latest("town", null));

        Assert.Equal(10, await Archive.Drop(new Instant(0), 1));
        Assert.Equal(["A 2000", "B 50"], await Latest("town", null));
        Assert.Equal(0, await Archive.Drop(new Instant(0), 1));
        Assert.Single(await Archive.OfWhatIf("w1"));

        async Task<long[]> FirstAndLast()
        {
            var left = (await Archive.Issued("town", new Instant(60), new Instant(10_000), 100)).Select(i => i.Head.IssuedAt.UnixMilliseconds).ToArray();
            return [left[0], left[^1]];
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task What_is_no_number_is_refused(float value)
    {
        var body = new KeptSeries([new Instant(1)], [new KeptColumn(new AssetKey(1), Quantity.Level, [value])]);
        await Assert.ThrowsAsync<ArgumentException>(() => Archive.Save(new KeptForecast(Head("town", "A", 1, 1), body, KeptSeries.Empty)));
        Assert.Empty(await Latest("town", null));
    }

    private Task Save(string network, string part, long issued, long known, string? whatIf = null) => Archive.Save(new KeptForecast(Head(network, part, issued, known) with
    {
        WhatIf = whatIf,
        Id = $"{whatIf ?? network}.{part}.{issued}",
    }, KeptSeries.Empty, new KeptSeries([new Instant(issued)], [new KeptColumn(new AssetKey(1), Quantity.Level, [1])])));

    private async Task<string[]> Latest(string network, long? asOf) =>
        [.. (await Archive.Latest(network, asOf is { } at ? new Instant(at) : null)).Select(h => $"{h.Part} {h.IssuedAt.UnixMilliseconds}")];

    private static KeptHead Head(string network, string part, long issued, long known) => new()
    {
        Id = $"{network}.{part}.{issued}", Network = network, Revision = 1, Part = part, Title = part, Catchments = [$"{network}:{part}"],
        IssuedAt = new Instant(issued), KnownAt = new Instant(known), Until = new Instant(issued + 7_200_000), EverySeconds = 300, Members = 5,
    };

    private static string Text(KeptHead head) => System.Text.Json.JsonSerializer.Serialize(head);
}
