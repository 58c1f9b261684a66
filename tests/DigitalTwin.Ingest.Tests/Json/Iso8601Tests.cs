using System.Globalization;
using System.Text;
using DigitalTwin.Ingest.Json;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Json;

public class Iso8601Tests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00.001Z", 1)]
    [InlineData("2024-02-29T12:30:00+08:00", 1709181000000)]
    [InlineData("2024-02-29T12:30+0800", 1709181000000)]
    [InlineData("2024-02-29T04:30:00.1239Z", 1709181000123)]
    [InlineData("2024-02-29T04:30:00,5z", 1709181000500)]
    [InlineData("2024-02-28T23:30:00-05", 1709181000000)]
    public void Reads_dates_times_and_offsets(string text, long expected)
    {
        Assert.True(Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out var milliseconds), text);
        Assert.Equal(expected, milliseconds);
    }

    [Theory]
    [InlineData("2024-02-29T12:30:00")]
    [InlineData("2023-02-29T12:30:00Z")]
    [InlineData("2024-13-01T12:30:00Z")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T12:60:00Z")]
    [InlineData("2024-01-01T12:00:00.Z")]
    [InlineData("2024-01-01 12:00:00Z")]
    [InlineData("2024-01-01T12:00:00+8:00")]
    [InlineData("2024-01-01T12:00:00+19:00")]
    [InlineData("2024-01-01")]
    [InlineData("")]
    public void Refuses_what_names_no_moment(string text) =>
        Assert.False(Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out _), text);

    [Fact]
    public void Agrees_with_the_framework_on_any_moment()
    {
        var moments = Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(-720, 840))
            .Select(p => DateTimeOffset.UnixEpoch.AddSeconds(p.Item1 * 4.0).AddMilliseconds(p.Item1 % 1000).ToOffset(TimeSpan.FromMinutes(p.Item2)));
        Prop.ForAll(Arb.From(moments), moment =>
        {
            var text = moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
            return Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out var milliseconds) && milliseconds == moment.ToUnixTimeMilliseconds();
        }).QuickCheckThrowOnFailure();
    }
}
