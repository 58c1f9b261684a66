using DigitalTwin.Ingest.Mqtt;

namespace DigitalTwin.Ingest.Tests.Mqtt;

public sealed class TopicTests
{
    [Theory]
    [InlineData("twin/{device}/{code}", "twin/m1/level", "device=m1 code=level")]
    [InlineData("twin/+/{code}", "twin/m1/level", "code=level")]
    [InlineData("twin/{device}/#", "twin/m1/a/b", "device=m1")]
    [InlineData("twin/{device}/#", "twin/m1", "device=m1")]
    [InlineData("一号/{code}", "一号/液位", "code=液位")]
    [InlineData("twin/{device}", "twin/m1/level", null)]
    [InlineData("twin/{device}/{code}", "twin/m1", null)]
    [InlineData("twin/{device}", "json/m1", null)]
    public void A_pattern_fits_whole_topics_and_keeps_its_captures(string pattern, string topic, string? expected)
    {
        var captures = TopicPattern.Parse(pattern, out _)!.Match(topic);
        Assert.Equal(expected, captures is null ? null : string.Join(" ", captures.Select(c => $"{c.Key}={c.Value}")));
    }

    [Theory]
    [InlineData("", "1 to 500")]
    [InlineData("a//b", "empty level")]
    [InlineData("a/{b", "whole level")]
    [InlineData("a/x{b}", "whole level")]
    [InlineData("a/#/b", "may not stand")]
    [InlineData("a/b+", "may not stand")]
    [InlineData("{a}/{a}", "twice")]
    public void A_pattern_that_is_wrong_says_how(string pattern, string expected)
    {
        Assert.Null(TopicPattern.Parse(pattern, out var fault));
        Assert.Contains(expected, fault);
    }

    [Theory]
    [InlineData("a.b", "a/b")]
    [InlineData("a.b/c", "a/b.c")]
    public void A_routing_key_is_the_topic_it_was_made_of(string key, string topic) => Assert.Equal(topic, BrokerSession.TopicOf(key));

    [Theory]
    [InlineData("[]", "an object with an array 'routes'")]
    [InlineData("{", "no JSON")]
    [InlineData("""{"routes":[{"topic":"a"}]}""", "neither asset nor device")]
    [InlineData("""{"routes":[{"topic":"a","asset":"x:y","payload":"plain"}]}""", "no code")]
    [InlineData("""{"routes":[{"topic":"a","asset":"x:y"}]}""", "no values")]
    [InlineData("""{"routes":[{"topic":"a","asset":"x:y","payload":"xml"}]}""", "plain, json or readings")]
    [InlineData("""{"routes":[{"topic":"a","asset":"x:y","values":[{"path":"v"}]}]}""", "lacks code")]
    public void A_mapping_that_is_wrong_says_where(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => RouteTable.Parse(json)).Message);

    [Fact]
    public void The_standard_mapping_is_one() => Assert.Equal(3, RouteTable.Parse(RouteTable.Standard).Routes.Count);
}
