using System.Runtime.CompilerServices;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.DataQuality;

public sealed class SeriesCheckTests
{
    [Fact]
    public void A_series_is_remembered_in_64_bytes() => Assert.Equal(64, Unsafe.SizeOf<SeriesMemory>());

    [Fact]
    public void A_value_out_of_range_is_marked_and_its_source_flag_kept()
    {
        var sensor = new Sensor(Quantity.Ph);
        Assert.Equal(Quality.OutOfRange, sensor.Reports(15));
        Assert.Equal(Quality.Faulty | Quality.OutOfRange, sensor.Reports(15, Quality.Faulty));
        Assert.Equal(Quality.Good, sensor.Reports(14));
    }

    [Fact]
    public void An_asset_can_have_a_range_of_its_own()
    {
        var sensor = new Sensor(Quantity.Level, QualityRules.Default.Of(Quantity.Level) with { Maximum = 4 });
        Assert.Equal(Quality.OutOfRange, sensor.Reports(4.1));
        Assert.Equal(Quality.Good, sensor.Reports(4));
    }

    [Fact]
    public void A_lone_spike_is_marked_and_what_follows_is_not()
    {
        var sensor = new Sensor(Quantity.Level).Settled(0.8, 0.01);
        Assert.Equal(Quality.Spike, sensor.Reports(3.2));
        Assert.Equal(Quality.Good, sensor.Reports(0.81));
    }

    [Fact]
    public void A_step_that_stays_is_news_from_its_second_reading_on()
    {
        var sensor = new Sensor(Quantity.Cod).Settled(300, 5);
        Assert.Equal(Quality.Spike, sensor.Reports(1500));
        Assert.Equal(Quality.Good, sensor.Reports(2400));
        Assert.Equal(Quality.Good, sensor.Reports(2300));
    }

    [Fact]
    public void A_jump_that_a_neighbour_shows_too_is_no_spike()
    {
        var below = new Sensor(Quantity.Level).Settled(0.6, 0.01);
        below.Reports(0.95);
        var check = new SeriesCheck(QualityRules.Default);
        var sensor = new Sensor(Quantity.Level) { MovedToo = (in r, rises) => check.Moved(below.Memory, r.At, rises) }.Settled(0.8, 0.01);
        Assert.Equal(Quality.Good, sensor.Reports(2.0));
    }

    [Fact]
    public void A_neighbour_that_is_quiet_or_falls_does_not_excuse_a_spike()
    {
        var below = new Sensor(Quantity.Level).Settled(0.6, 0.01);
        below.Reports(0.3);
        var check = new SeriesCheck(QualityRules.Default);
        var sensor = new Sensor(Quantity.Level) { MovedToo = (in r, rises) => check.Moved(below.Memory, r.At, rises) }.Settled(0.8, 0.01);
        Assert.Equal(Quality.Spike, sensor.Reports(2.0));
    }

    [Fact]
    public void Before_a_signal_is_known_no_step_is_unusual()
    {
        var sensor = new Sensor(Quantity.Level);
        sensor.Reports(0.2);
        Assert.Equal(Quality.Good, sensor.Reports(3.0));
    }

    [Fact]
    public void What_changes_faster_than_it_can_is_marked_until_time_allows_it()
    {
        var sensor = new Sensor(Quantity.Ph);
        sensor.Reports(7, after: TimeSpan.FromSeconds(10));
        Assert.Equal(Quality.RateOfChange, sensor.Reports(10.5, after: TimeSpan.FromSeconds(10)));
        Assert.Equal(Quality.Good, sensor.Reports(7.1, after: TimeSpan.FromSeconds(10)));
        Assert.Equal(Quality.Good, sensor.Reports(10.5, after: TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_pump_may_switch()
    {
        var sensor = new Sensor(Quantity.Flow).Settled(0.12, 0.001);
        Assert.Equal(Quality.Good, sensor.Reports(0));
        Assert.Equal(Quality.Good, sensor.Reports(0.24));
    }

    [Fact]
    public void A_sensor_that_has_not_moved_for_hours_is_flat_until_it_moves()
    {
        var sensor = new Sensor(Quantity.Level).Settled(0.8, 0.01);
        var marks = Enumerable.Range(0, 7 * 60).Select(_ => sensor.Reports(0.777)).ToArray();
        Assert.All(marks[..360], m => Assert.Equal(Quality.Good, m));
        Assert.All(marks[361..], m => Assert.Equal(Quality.FlatLine, m));
        Assert.Equal(Quality.Good, sensor.Reports(0.779));
    }

    [Fact]
    public void A_dry_pipe_may_rest()
    {
        var sensor = new Sensor(Quantity.Level);
        for (var i = 0; i < 600; i++) Assert.Equal(Quality.Good, sensor.Reports(0));
    }

    [Fact]
    public void A_device_whose_clock_runs_ahead_is_told_at_once() =>
        Assert.Equal(Quality.ClockSkew, new Sensor(Quantity.Level) { Lag = TimeSpan.FromMinutes(-2) }.Reports(1));

    [Fact]
    public void A_device_whose_clock_is_behind_is_told_by_its_steady_lag()
    {
        var sensor = new Sensor(Quantity.Level) { Lag = TimeSpan.FromMinutes(30) };
        var marks = Enumerable.Range(0, 20).Select(i => sensor.Reports(1 + i * 0.01)).ToArray();
        Assert.Equal(Quality.Good, marks[0]);
        Assert.Equal(Quality.ClockSkew, marks[^1]);
        Assert.True(marks[^1].IsUsable());
    }

    [Fact]
    public void A_backlog_sent_at_once_is_late_and_not_skewed()
    {
        var sensor = new Sensor(Quantity.Level);
        var known = Sensor.Start + TimeSpan.FromHours(3);
        for (var i = 1; i <= 120; i++)
            Assert.Equal(Quality.Good, sensor.At(Sensor.Start + TimeSpan.FromMinutes(i), 1 + i % 5 * 0.01, known + TimeSpan.FromMilliseconds(i)).Quality);
    }

    [Fact]
    public void The_first_reading_after_a_silence_says_so_and_counts()
    {
        var sensor = new Sensor(Quantity.Level).Settled(0.8, 0.01);
        var mark = sensor.Reports(0.82, after: TimeSpan.FromMinutes(4));
        Assert.Equal(Quality.AfterGap, mark);
        Assert.True(mark.IsUsable());
        Assert.Equal(Quality.Good, sensor.Reports(0.82));
    }

    [Fact]
    public void One_value_a_day_has_no_gap_before_it()
    {
        var sensor = new Sensor(Quantity.Flow);
        foreach (var day in Enumerable.Range(0, 10)) Assert.Equal(Quality.Good, sensor.Reports(0.1 + day % 3 * 0.01, after: TimeSpan.FromDays(1)));
    }

    [Fact]
    public void What_the_source_flags_is_not_the_measure_of_what_follows()
    {
        var sensor = new Sensor(Quantity.Cod).Settled(300, 5);
        Assert.Equal(Quality.Calibration, sensor.Reports(0, Quality.Calibration));
        Assert.Equal(Quality.Calibration, sensor.Reports(2000, Quality.Calibration));
        Assert.Equal(Quality.Good, sensor.Reports(310));
    }

    [Theory]
    [InlineData(Quality.Stopped), InlineData(Quality.Maintenance), InlineData(Quality.Faulty), InlineData(Quality.Calibration), InlineData(Quality.OverRange), InlineData(Quality.NoSignal), InlineData(Quality.OtherFlag)]
    [InlineData(Quality.OutOfRange), InlineData(Quality.SourceFault), InlineData(Quality.SourceMaintenance), InlineData(Quality.Suspect), InlineData(Quality.RateOfChange), InlineData(Quality.Spike), InlineData(Quality.FlatLine)]
    [InlineData(Quality.Manual | Quality.OutOfRange)]
    public void Rules_do_not_judge_by_a_value_marked_so(Quality mark) => Assert.False(mark.IsUsable());

    [Fact]
    public void Every_mark_has_its_words_and_its_own_code()
    {
        var named = Enum.GetValues<Quality>();
        Assert.Equal(named.Order(), QualityRules.Default.Marks.Select(m => m.Code).Order());
        Assert.All(QualityRules.Default.Marks, m => Assert.Equal(m.Id, char.ToLowerInvariant(m.Code.ToString()[0]) + m.Code.ToString()[1..]));
        Assert.Equal("BCDFMST", string.Concat(QualityRules.Default.Marks.Select(m => m.Letter).Order()));
    }
}
