using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Forecasts.Running;

namespace DigitalTwin.Host.Tests.Forecasts;

public class RainBookTests
{
    private static readonly DateTime Now = new(2026, 6, 1, 12, 0, 0);

    [Fact]
    public void A_gauge_that_fails_stands_in_by_the_mean_of_the_others()
    {
        var book = new RainBook();
        for (var minute = 60; minute >= 0; minute--)
        {
            book.Add("A", Now.AddMinutes(-minute), 10);
            book.Add("B", Now.AddMinutes(-minute), 20);
            if (minute > 30) book.Add("C", Now.AddMinutes(-minute), 50);
        }
        var rain = book.Series(["A", "B", "C"], Now);
        Assert.Equal([10, 20, 15], new[] { "A", "B", "C" }.Select(g => Math.Round(rain[g].RateAt(Now) * 3.6e6, 6)));
    }

    [Fact]
    public void What_is_no_rain_is_left_out_and_what_is_old_is_forgotten()
    {
        var book = new RainBook();
        book.Add("A", Now, -1);
        book.Add("A", Now, double.NaN);
        Assert.Empty(book.Series(["A"], Now));
        book.Add("A", Now.AddHours(-7), 5);
        book.Add("A", Now, 7);
        book.ForgetBefore(Now);
        Assert.Equal(0, book.Series(["A"], Now)["A"].RateAt(Now.AddHours(-7)));
    }

    [Fact]
    public void Readings_wait_by_network_and_what_does_not_fit_is_told()
    {
        var feed = new GaugeFeed();
        feed.Watch("a", [new AssetKey(1)]);
        feed.Watch("b", [new AssetKey(2)]);
        foreach (var (key, quantity) in new[] { (1, Quantity.Level), (2, Quantity.Flow), (3, Quantity.Level), (1, Quantity.Cod), (900, Quantity.Level) })
            feed.Observe(new Reading(new AssetKey(key), quantity, new Instant(1), 1, Quality.Good, Provenance.Measured));
        Assert.Equal(1, Assert.Single(feed.Take("a").Readings).Asset.Value);
        Assert.Equal(2, Assert.Single(feed.Take("b").Readings).Asset.Value);
        Assert.Empty(feed.Take("a").Readings);
        for (var i = 0; i <= GaugeFeed.MostWaiting; i++) feed.Observe(new Reading(new AssetKey(1), Quantity.Level, new Instant(i), 1, Quality.Good, Provenance.Measured));
        var (readings, isWhole) = feed.Take("a");
        Assert.Equal((GaugeFeed.MostWaiting, false), (readings.Count, isWhole));
        Assert.True(feed.Take("a").IsWhole);
        feed.Watch("a", []); // A new revision lacks it.
        feed.Observe(new Reading(new AssetKey(1), Quantity.Level, new Instant(1), 1, Quality.Good, Provenance.Measured));
        Assert.Empty(feed.Take("a").Readings);
    }
}
