using DigitalTwin.Domain.Forecast.Effluent;

namespace DigitalTwin.Domain.Tests.Forecast.Effluent;

public class EffluentModelTests
{
    private const int Day = 96;

    [Fact]
    public void A_daily_rhythm_is_learnt_and_beats_persistence_by_far()
    {
        var outlook = Run(20 * Day, Day, (i, r) => 20 + 6 * Math.Sin(2 * Math.PI * i / Day) + 0.2 * Normal(r));
        Assert.True(outlook.Scores[^1].MeanAbsoluteError < 0.35 * outlook.Scores[^1].PersistenceError, $"{outlook.Scores[^1]}");
    }

    [Fact]
    public void Of_a_random_walk_nothing_beats_persistence_and_the_model_hardly_loses_to_it()
    {
        var level = 100.0;
        var outlook = Run(30 * Day, Day, (_, r) => level += Normal(r));
        foreach (var score in outlook.Scores) Assert.InRange(score.MeanAbsoluteError / score.PersistenceError, 0.9, 1.1);
    }

    [Fact]
    public void White_noise_is_expected_at_its_mean_and_not_where_it_stands()
    {
        var outlook = Run(20 * Day, Day, (_, r) => 10 + Normal(r));
        Assert.InRange(outlook.P50[^1], 9.3, 10.7);
        Assert.InRange(outlook.Total.MeanAbsoluteError / outlook.Total.PersistenceError, 0.65, 0.78); // 1/√2 of it, in the limit.
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Eight_of_ten_values_come_to_lie_in_the_band(int seed)
    {
        double now = 0;
        var outlook = Run(40 * Day, Day, (i, r) => 30 + (now = 0.9 * now + Normal(r)) + 3 * Math.Cos(2 * Math.PI * i / Day), seed);
        Assert.InRange(outlook.Total.Coverage, 0.74, 0.86);
        for (var i = 0; i < outlook.P50.Length; i++) Assert.True(outlook.P10[i] <= outlook.P50[i] && outlook.P50[i] <= outlook.P90[i]);
    }

    [Fact]
    public void What_load_brings_a_step_later_is_learnt()
    {
        EffluentOutlook Of(bool tellLoad)
        {
            var (model, random, before) = (new EffluentModel(1, 1), new Random(5), 0.0);
            for (var i = 0; i < 2000; i++)
            {
                var load = 5 + Normal(random);
                model.Observe(10 + 2 * (before - 5) + 0.3 * Normal(random), load: tellLoad ? load : double.NaN);
                before = load;
            }
            return model.Ahead()!;
        }
        Assert.True(Of(true).Total.MeanAbsoluteError < 0.5 * Of(false).Total.MeanAbsoluteError);
    }

    [Fact]
    public void A_typo_a_thousand_times_too_high_spoils_neither_band_nor_what_follows()
    {
        var outlook = Run(20 * Day, Day, (i, r) => i == 15 * Day ? 20_000 : 20 + Normal(r));
        Assert.InRange(outlook.P50[0], 17, 23);
        Assert.InRange(outlook.P90[0], 19, 25);
    }

    [Fact]
    public void Gaps_are_bridged_and_with_too_little_past_nothing_is_said()
    {
        var model = new EffluentModel(4, Day);
        for (var i = 0; i < 20; i++) model.Observe(5);
        Assert.Null(model.Ahead());
        for (var i = 0; i < 20 * Day; i++) model.Observe(i % 7 == 0 ? double.NaN : 5 + Math.Sin(i / 9.0), double.NaN, double.NaN);
        var outlook = model.Ahead()!;
        Assert.All(outlook.P50, v => Assert.True(double.IsFinite(v)));
    }

    private static EffluentOutlook Run(int steps, int season, Func<int, Random, double> value, int seed = 1, int leads = 24)
    {
        var (model, random) = (new EffluentModel(leads, season), new Random(seed));
        for (var i = 0; i < steps; i++) model.Observe(value(i, random));
        return model.Ahead()!;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
