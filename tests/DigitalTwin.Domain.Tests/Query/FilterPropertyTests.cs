using System.Text;
using DigitalTwin.Domain.Query;

namespace DigitalTwin.Domain.Tests.Query;

public class FilterPropertyTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 63)]
    [InlineData(4, 1024)]
    [InlineData(5, 2500)]
    public void Every_filter_finds_what_a_look_at_each_row_finds(int seed, int count)
    {
        var city = new City(seed, count);
        var generator = new FilterGenerator(new Random(seed));
        var found = 0;
        for (var i = 0; i < 400; i++)
        {
            var (text, holds) = generator.Condition(i % 4);
            var expected = city.Expected(holds);
            Assert.True(expected.SequenceEqual(city.Keys(text)), $"seed {seed}: {text}");
            found += expected.Length;
        }
        Assert.True(count == 0 || found > 0);
    }

    [Fact]
    public void No_string_crashes_the_parser_or_keeps_it_long()
    {
        var city = new City(7, 100);
        var random = new Random(7);
        string[] parts = ["level", "full", "kind", "=", "<", "(", ")", "and", "or", "not", "in", "like", "between", "is", "missing", "'", "\"", "%泵站%", "0.8", "1e999", "300 mm",
            "pumpStation", "state", "orange", ",", "*", "/", "-", "+", "stale", "\0", "\ud83d\ude00", "name", "at", "'2026-01-01'", "ßıİ", " ", "\t", "9.9.9", "é", "&", "!"];
        var understood = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(12); n >= 0; n--)
                if (random.Next(8) == 0) text.Append((char)random.Next(0x250));
                else text.Append(parts[random.Next(parts.Length)]).Append(random.Next(2) == 0 ? " " : "");
            var filter = Filter.Parse(text.ToString(), out var error);
            Assert.True(filter is null != error is null);
            if (error is not null) Assert.InRange(error.Column, 1, text.Length + 1);
            if (filter is null) continue;
            understood++;
            city.Keys(new AssetQuery { Where = filter });
        }
        Assert.True(understood > 10, $"only {understood} understood");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("not ")]
    [InlineData("-")]
    [InlineData("1+")]
    [InlineData("kind in (")]
    public void Deep_nesting_ends_in_a_message(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, Filter.LongestText / part.Length));
        Assert.Null(Filter.Parse(text, out var error));
        Assert.NotNull(error);
        Assert.Null(Filter.Parse(text + text, out error));
        Assert.Contains("at most 4000", error!.Message);
    }

    [Fact]
    public void A_pattern_made_to_backtrack_takes_no_longer_than_its_length_asks()
    {
        var city = new City(3, 500);
        var pattern = string.Concat(Enumerable.Repeat("%N_", 1000));
        Assert.Empty(city.Keys($"id like '{pattern}Q%'"));
    }
}
