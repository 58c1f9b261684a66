using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Tests.Json;

public class ReadingParserTests
{
    private static readonly Instant Latest = Instant.From(new DateTimeOffset(2026, 11, 22, 8, 10, 0, TimeSpan.Zero));
    private const string At = "\"at\":\"2026-11-22T08:00:00Z\"";

    [Fact]
    public void A_reading_comes_out_in_canonical_units_with_its_marks()
    {
        var reading = Only($$"""[{"asset":"city:P2","quantity":"Discharge","at":"2026-11-22T16:00:00+08:00","value":250,"unit":"L/s","flag":"estimated"}]""");
        Assert.Equal(new AssetKey(2), reading.Asset);
        Assert.Equal(Quantity.Flow, reading.Quantity);
        Assert.Equal("2026-11-22T08:00:00.000Z", reading.At.ToString());
        Assert.Equal(0.25, reading.Value, 12);
        Assert.Equal((Quality.Good, Provenance.Estimated), (reading.Quality, reading.Provenance));
    }

    [Fact]
    public void The_order_of_fields_does_not_matter() =>
        Assert.Equal(0.25, Only($$"""[{"unit":"L/s","value":250,{{At}},"quantity":"flow","asset":"city:P2"}]""").Value, 12);

    [Fact]
    public void Whole_milliseconds_since_1970_are_a_time_too() =>
        Assert.Equal(1763798400123, Only("""[{"asset":"city:P1","quantity":"level","at":1763798400123,"value":1}]""").At.UnixMilliseconds);

    [Fact]
    public void A_value_past_what_is_plausible_is_kept_and_marked() =>
        Assert.Equal(Quality.OutOfRange, Only($$"""[{"asset":"city:P1","quantity":"ph",{{At}},"value":15}]""").Quality);

    [Fact]
    public void An_offset_unit_is_converted() =>
        Assert.Equal(20, Only($$"""[{"asset":"city:P1","quantity":"temperature",{{At}},"value":293.15,"unit":"K"}]""").Value, 9);

    [Fact]
    public void An_id_with_escapes_and_Chinese_letters_is_found() =>
        Assert.Equal(new AssetKey(3), Only($$"""[{"asset":"city:\u6cf53","quantity":"level",{{At}},"value":1}]""").Asset);

    [Fact]
    public void A_time_whose_plus_is_escaped_is_read() =>
        Assert.Equal(1763798400000, Only("""[{"asset":"city:P1","quantity":"level","at":"2025-11-22T16:00:00\u002B08:00","value":1}]""").At.UnixMilliseconds);

    [Theory]
    [InlineData("""{"asset":"city:nowhere","quantity":"level",AT,"value":1}""", "asset 'city:nowhere' is not known")]
    [InlineData("""{"asset":7,"quantity":"level",AT,"value":1}""", "asset is 7; expected an id")]
    [InlineData("""{"quantity":"level",AT,"value":1}""", "asset is missing")]
    [InlineData("""{"asset":"city:P1","quantity":"smell",AT,"value":1}""", "quantity 'smell' is not known; expected one of level, flow")]
    [InlineData("""{"asset":"city:P1",AT,"value":1}""", "quantity is missing")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":NaN}""", "value is text, NaN or infinity; expected a finite number")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":-Infinity}""", "value is text, NaN or infinity")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":"1.2"}""", "value is text, NaN or infinity")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":1e999}""", "value is 1e999; expected a finite number")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":{"a":[1]}}""", "value is an object; expected a finite number")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT}""", "value is missing")]
    [InlineData("""{"asset":"city:P1","quantity":"level","at":"2026-11-25T08:00:00Z","value":1}""", "at is 2026-11-25T08:00:00.000Z, later than 2026-11-22T08:10:00.000Z")]
    [InlineData("""{"asset":"city:P1","quantity":"level","at":"2026-11-22T08:00:00","value":1}""", "at is '2026-11-22T08:00:00'; expected ISO 8601 with an offset")]
    [InlineData("""{"asset":"city:P1","quantity":"level","at":"1969-12-31T23:00:00Z","value":1}""", "at is before 1970")]
    [InlineData("""{"asset":"city:P1","quantity":"level","at":9999999999999999,"value":1}""", "later than")]
    [InlineData("""{"asset":"city:P1","quantity":"level","value":1}""", "at is missing")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":1,"unit":"L/s"}""", "Unit 'L/s' is not one of 'level', which is kept in 'm'")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":1,"flag":"X"}""", "flag is 'X'; expected good, fault")]
    [InlineData("""{"asset":"city:P1","quantity":"level",AT,"value":1,"units":"cm"}""", "unknown field 'units'")]
    [InlineData("17", "the item is a number; expected an object")]
    [InlineData("[1,[2]]", "the item is an array; expected an object")]
    public void A_bad_item_is_refused_by_name_and_the_rest_is_kept(string item, string why)
    {
        var good = $$"""{"asset":"city:P1","quantity":"level",{{At}},"value":1}""";
        var parsed = Assert.IsType<ParseOutcome.Parsed>(Parse($"[{good},{item.Replace("AT", At)},{good}]"));
        Assert.Equal(2, parsed.Readings.Count);
        var rejection = Assert.Single(parsed.Rejected);
        Assert.Equal(1, rejection.Index);
        Assert.Contains(why, rejection.Why);
    }

    [Theory]
    [InlineData("[{\"asset\":\"city:P1\"},\n {\"asset\" 1}]", 2, 11)]
    [InlineData("[1,2", 1, 5)]
    [InlineData("[] x", 1, 4)]
    [InlineData("{}", 1, 1)]
    [InlineData("[{\"value\":nan}]", 1, 12)]
    public void What_is_no_JSON_array_is_refused_whole_with_its_place(string body, long line, long position)
    {
        var malformed = Assert.IsType<ParseOutcome.Malformed>(Parse(body));
        Assert.Equal((line, position), (malformed.Line, malformed.BytePositionInLine));
        Assert.DoesNotContain("LineNumber", malformed.Why);
    }

    [Fact]
    public void An_empty_body_is_refused() => Assert.IsType<ParseOutcome.Malformed>(Parse(""));

    [Fact]
    public void A_batch_over_the_limit_is_refused_whole() =>
        Assert.Equal(2, Assert.IsType<ParseOutcome.TooMany>(Parse("[1,2,3]", maxItems: 2)).Limit);

    private static Reading Only(string body)
    {
        var parsed = Assert.IsType<ParseOutcome.Parsed>(Parse(body));
        Assert.Empty(parsed.Rejected);
        return Assert.Single(parsed.Readings.Memory.ToArray());
    }

    private static ParseOutcome Parse(string body, int maxItems = 100) =>
        new ReadingParser(new KnownAssets("city:P1", "city:P2", "city:泵3"), QuantityCatalogue.Default).Parse(Encoding.UTF8.GetBytes(body), Latest, maxItems);
}
