using DigitalTwin.Ingest.Files.Cells;
using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Ingest.Tests.Files;

public class CellTests
{
    [Theory]
    [InlineData(".", "", "12.5", "Number", 12.5)]
    [InlineData(".", "", "-1e3", "Number", -1000.0)]
    [InlineData(".", "", "１２．５", "Number", 12.5)]
    [InlineData(".", ",", "1,234,567.5", "Number", 1234567.5)]
    [InlineData(".", ",", "1,23", "NotANumber", 0.0)]
    [InlineData(".", ",", "12,3456", "NotANumber", 0.0)]
    [InlineData(",", ".", "1.234,5", "Number", 1234.5)]
    [InlineData(",", "", "0,05", "Number", 0.05)]
    [InlineData(",", "", "0.05", "NotANumber", 0.0)]
    [InlineData(".", "'", "1'234'567", "Number", 1234567.0)]
    [InlineData(".", "", "0,05", "DecimalComma", 0.0)]
    [InlineData(".", "", "<0.05", "BelowDetection", 0.05)]
    [InlineData(".", "", "< 1", "BelowDetection", 1.0)]
    [InlineData(".", "", ">2000", "AboveRange", 0.0)]
    [InlineData(".", "", "po", "NotANumber", 0.0)]
    [InlineData(".", "", "0.91/0.09", "NotANumber", 0.0)]
    [InlineData(".", "", "~0", "NotANumber", 0.0)]
    [InlineData(".", "", "NaN", "NotANumber", 0.0)]
    [InlineData(".", "", "1e999", "NotANumber", 0.0)]
    [InlineData(".", "", " ", "Empty", 0.0)]
    [InlineData(".", "", "umr", "Empty", 0.0)]
    public void A_number_is_a_number_and_nothing_that_resembles_one(string sign, string group, string cell, string kind, double value)
    {
        var format = new NumberFormat(new FileProfile { Decimal = sign, Thousands = group, Empty = ["UMR"] });
        Assert.Equal(kind, format.Read(cell, out var read).ToString());
        if (kind is "Number" or "BelowDetection") Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("iso", "Asia/Shanghai", "2026-11-22 06:40", "2026-11-21T22:40:00.000Z")]
    [InlineData("iso", "Asia/Shanghai", "2026-11-22T06:40:00.250Z", "2026-11-22T06:40:00.250Z")]
    [InlineData("iso", "Asia/Shanghai", "2026-11-22 06:40:00+01:00", "2026-11-22T05:40:00.000Z")]
    [InlineData("iso", "+08:00", "2026-11-22", "2026-11-21T16:00:00.000Z")]
    [InlineData("iso", "+08:00", "2026-11-22 24:00", "2026-11-22T16:00:00.000Z")]
    [InlineData("yyyy年M月d日 H:mm", "+08:00", "2026年1月2日 3:04", "2026-01-01T19:04:00.000Z")]
    [InlineData("M/d/yyyy", "America/Denver", "8/31/2019", "2019-08-31T06:00:00.000Z")]
    [InlineData("d.M.yyyy H:mm:ss|d.M.yyyy H:mm", "Europe/Berlin", "31.12.2025 23:59", "2025-12-31T22:59:00.000Z")]
    [InlineData("excel", "+00:00", "43708.5", "2019-08-31T12:00:00.000Z")]
    [InlineData("unix", "+08:00", "1732228800", "2024-11-21T22:40:00.000Z")]
    [InlineData("iso", "Europe/Berlin", "2026-03-29 02:30", null)] // Skipped in spring.
    [InlineData("iso", "Europe/Berlin", "2026-10-25 02:30", "2026-10-25T01:30:00.000Z")] // Twice in autumn: the later.
    [InlineData("iso", "+08:00", "2026-02-30", null)]
    [InlineData("iso", "+08:00", "yesterday", null)]
    [InlineData("iso", "+08:00", "1926-01-01", null)]
    public void A_time_is_read_in_its_format_and_zone(string format, string zone, string text, string? at)
    {
        Assert.True(TimeFormat.TryCreate(new FileTime { Column = "t", Format = format, Zone = zone }, out var reader, out _));
        Assert.Equal(at, reader!.TryRead(text, out var read) ? read.ToString() : null);
    }

    [Theory]
    [InlineData("iso", "Mars/Olympus")]
    [InlineData("iso", "../../etc/passwd")]
    [InlineData("H:mm", "+08:00")]
    [InlineData("", "+08:00")]
    public void A_format_or_zone_that_is_none_is_refused(string format, string zone) =>
        Assert.False(TimeFormat.TryCreate(new FileTime { Column = "t", Format = format, Zone = zone }, out _, out _));
}
