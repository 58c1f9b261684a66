using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.Replay;
using DigitalTwin.Testing;

namespace DigitalTwin.Simulation.Tests.Replay;

public class SeriesReaderTests
{
    private static readonly Dictionary<string, AssetKind> OneGauge = new() { ["A.1"] = AssetKind.Manhole, ["P1"] = AssetKind.PumpStation, ["O"] = AssetKind.Outfall, ["rg"] = AssetKind.RainGauge };

    [Fact]
    public void Columns_are_mapped_by_alias_and_unit()
    {
        var reader = Read("time,A.1.depth_mm,P1.flow_L_s,O.outflow_m3s,O.codcr_mg_L\n2012-06-29 04:00:00,1500,20,0.4,33\n", OneGauge);
        var row = Assert.Single(reader.Rows());
        Assert.Equal(Instant.From(new DateTimeOffset(2012, 6, 29, 4, 0, 0, TimeSpan.Zero)), row.At);
        Assert.Equal([new("A.1", Quantity.Level, 1.5), new("P1", Quantity.Flow, 0.02), new("O", Quantity.Flow, 0.4), new("O", Quantity.Cod, 33)], row.Values);
        Assert.Empty(reader.Skipped);
    }

    [Fact]
    public void Rain_of_the_whole_system_goes_to_the_single_gauge_and_other_totals_are_left_out_with_the_reason()
    {
        var reader = Read("time,system.rain_mm_h,system.flooding_m3s\n2012-06-29 04:00:00,12.5,0.1\n", OneGauge);
        Assert.Equal([new SeriesValue("rg", Quantity.Rainfall, 12.5)], Assert.Single(reader.Rows()).Values);
        Assert.Equal("system.flooding_m3s", Assert.Single(reader.Skipped).Heading);
    }

    [Theory]
    [InlineData("nothing", "heading")]
    [InlineData("A.1.brightness_m", "quantity")]
    [InlineData("A.1.depth_furlong", "'furlong'")]
    [InlineData("A.1.depth_m3s", "m3/s")]
    [InlineData("B7.depth_m", "'B7'")]
    public void A_column_that_cannot_be_placed_is_named_with_the_reason(string heading, string reason) =>
        Assert.Contains(reason, Assert.Single(Read($"time,{heading}\n", OneGauge).Skipped).Why, StringComparison.Ordinal);

    [Fact]
    public void Two_rain_gauges_make_rain_of_the_whole_system_ambiguous()
    {
        var two = new Dictionary<string, AssetKind>(OneGauge) { ["rg2"] = AssetKind.RainGauge };
        Assert.Contains("2 rain gauges", Assert.Single(Read("time,system.rain_mm_h\n", two).Skipped).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_cells_and_rows_are_reported_where_they_are_and_the_rest_is_kept()
    {
        var reader = Read("""
            time,A.1.depth_m,P1.flow_m3s
            2012-06-29 04:00:00,0.1,0.2
            2012-06-29 04:01:00,oops,0.3
            gestern,0.1,0.2
            2012-06-29 04:02:00,NaN,
            2012-06-29 04:01:30,0.1,0.2
            2012-06-29 04:03:00,0.5
            """, OneGauge);
        var rows = reader.Rows().ToArray();
        Assert.Equal([2, 1, 0, 1], rows.Select(r => r.Values.Count));
        Assert.Equal([(3, "A.1.depth_m"), (4, "time"), (5, "A.1.depth_m"), (6, "time"), (7, null)], reader.Defects.Select(d => (d.Row, d.Column)));
        Assert.Equal(5, reader.DefectCount);
    }

    [Fact]
    public void Times_without_an_offset_are_of_the_zone_given_and_others_keep_theirs()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("CST", TimeSpan.FromHours(8), "CST", "CST");
        var rows = new SeriesReader(new StringReader("time,A.depth_m\n2026-06-01 08:00:00,1\n2026-06-01T00:30:00Z,2\n2026-06-01T09:00:00+08:00,3\n"), new SeriesOptions { TimeZone = zone }).Rows();
        Assert.Equal([0.0, 0.5, 1.0], rows.Select(r => (r.At - Instant.From(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero))).TotalHours));
    }

    [Theory]
    [InlineData("")]
    [InlineData("when,A.depth_m\n")]
    public void What_is_no_series_is_refused(string text) => Assert.Throws<FormatException>(() => new SeriesReader(new StringReader(text)));

    [Fact]
    public void The_same_series_twice_is_taken_once() =>
        Assert.Contains("earlier column", Assert.Single(Read("time,A.1.depth_m,A.1.level_m\n", OneGauge).Skipped).Why, StringComparison.Ordinal);

    [SharedDataFact("bellinge", "bellinge_2012-06-29_storm_1min.csv")]
    public void The_storm_over_Bellinge_is_read_whole()
    {
        using var file = File.OpenText(SharedData.PathOf("bellinge", "bellinge_2012-06-29_storm_1min.csv"));
        var reader = new SeriesReader(file);
        var rows = reader.Rows().ToArray();
        Assert.Equal(27, reader.Columns.Count);
        Assert.Equal(["system.rain_mm_h", "system.flooding_m3s"], reader.Skipped.Select(s => s.Heading));
        Assert.Equal(2639, rows.Length);
        Assert.Equal(0, reader.DefectCount);
        Assert.Equal(12, reader.Columns.Count(c => c.Quantity == Quantity.Level));
        Assert.All(rows, r => Assert.Equal(27, r.Values.Count));
    }

    private static SeriesReader Read(string text, Dictionary<string, AssetKind> assets) => new(new StringReader(text), new SeriesOptions { Assets = assets });
}
