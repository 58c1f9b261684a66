using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Readings;

public class CityClockTests
{
    [Fact]
    public void Live_time_stands_still_while_the_wall_clock_is_behind_and_never_goes_back()
    {
        var wall = new Wall { Now = 10_000 };
        var clock = new CityClock(wall);
        Assert.Equal(10_000, clock.Now.UnixMilliseconds);
        wall.Now = 4_000; // Set back by an operator.
        Assert.Equal(10_000, clock.Now.UnixMilliseconds);
        wall.Now = 10_001;
        Assert.Equal(10_001, clock.Now.UnixMilliseconds);
    }

    [Fact]
    public void What_was_known_before_a_restart_is_not_known_later_than_what_comes_after()
    {
        var wall = new Wall { Now = 4_000 };
        var clock = new CityClock(wall);
        clock.NotBefore(new Instant(10_000));
        Assert.Equal(10_000, clock.Now.UnixMilliseconds);
    }

    private sealed class Wall : TimeProvider
    {
        public long Now { get; set; }
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
    }
}
