using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;

namespace DigitalTwin.Domain.Tests.Forecast.Ensemble;

public class EnsembleForecasterTests
{
    private static readonly EnsembleOptions Options = new() { Members = 8, Horizon = TimeSpan.FromMinutes(60) };

    [Fact]
    public void The_same_seed_gives_the_same_forecast_however_many_run_at_once()
    {
        var model = Town.Model(Town.Street());
        var state = Town.DryState(model);
        var rain = new RainOutlook(Town.Dry, Town.Rain(40, 5, 30));
        EnsembleForecast Issue(int parallel, int seed) => new EnsembleForecaster(model, Options with { Parallel = parallel, Seed = seed }).Issue(state, rain);
        var (one, two, other) = (Issue(1, 1), Issue(4, 1), Issue(2, 2));
        Assert.Equal(one.Depth.P50.SelectMany(d => d), two.Depth.P50.SelectMany(d => d));
        Assert.Equal(one.Flow.P90.SelectMany(d => d), two.Flow.P90.SelectMany(d => d));
        Assert.NotEqual(one.Depth.P50.SelectMany(d => d), other.Depth.P50.SelectMany(d => d));
    }

    [Fact]
    public void Without_rain_on_a_dry_state_nothing_is_foretold()
    {
        var model = Town.Model(Town.Street(designFlow: 0.05));
        var forecast = new EnsembleForecaster(model, Options).Issue(Town.DryState(model), new RainOutlook(Town.Dry));
        Assert.Equal(RainSource.None, forecast.Rain);
        Assert.Empty(EventFinder.Find(forecast));
        Assert.Equal(0, forecast.OverflowVolume.P90);
        // 2 L/s at each of five manholes, give or take the spread of dry weather.
        Assert.InRange(forecast.EndInflow.P50[^1][0], 0.0095, 0.0105);
        Assert.InRange(forecast.EndInflow.P90[^1][0] - forecast.EndInflow.P10[^1][0], 0.001, 0.004);
        Assert.InRange(forecast.ContinuityError, 0, 0.02);
    }

    [Fact]
    public void Bands_are_ordered_and_wider_for_rain_that_is_only_carried_on()
    {
        var model = Town.Model(Town.Street());
        var state = Town.DryState(model);
        var raining = Town.Rain(30, -30, 0);
        var forecaster = new EnsembleForecaster(model, Options);
        var (carried, given) = (forecaster.Issue(state, new RainOutlook(raining)), forecaster.Issue(state, new RainOutlook(raining, Town.Rain(15, 0, 40))));
        Assert.Equal((RainSource.Gauges, RainSource.Outlook), (carried.Rain, given.Rain));
        foreach (var band in new[] { carried.Depth, carried.Flow, given.EndInflow })
            for (var t = 0; t < band.P50.Count; t++)
                for (var e = 0; e < band.P50[t].Length; e++)
                    Assert.True(band.P10[t][e] <= band.P50[t][e] && band.P50[t][e] <= band.P90[t][e]);
        double Width(EnsembleForecast f) => (f.EndInflow.P90[25][0] - f.EndInflow.P10[25][0]) / f.EndInflow.P50[25][0];
        Assert.True(Width(carried) > Width(given), $"{Width(carried):0.00} against {Width(given):0.00}");
    }

    [Fact]
    public void Members_fill_each_factor_evenly_around_its_middle()
    {
        var members = EnsembleMember.Draw(Options with { Members = 15 }, RainSource.Gauges, 0.2);
        Assert.Equal(1, members.Select(m => m.RainFactor).Order().ElementAt(7), 1e-6);
        Assert.Equal(1, members.Select(m => m.RunoffFactor).Order().ElementAt(7), 1e-6);
        Assert.Equal(EnsembleMember.Roughnesses, members.Select(m => m.RoughnessFactor).Distinct().Count());
        Assert.Equal(15, members.Select(m => m.RainFactor).Distinct().Count());
        Assert.All(members, m => Assert.Equal(TimeSpan.Zero, m.RainDelay));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959964)]
    [InlineData(0.1, -1.281552)]
    [InlineData(0.000001, -4.753424)]
    public void Normal_quantiles_are_those_of_the_tables(double probability, double expected) => Assert.Equal(expected, NormalQuantile.At(probability), 2e-6);

    [Fact]
    public void Options_that_no_forecast_can_be_issued_with_are_refused_by_name()
    {
        var model = Town.Model(Town.Street());
        Assert.Equal("Members", Assert.Throws<ArgumentOutOfRangeException>(() => new EnsembleForecaster(model, Options with { Members = 0 })).ParamName);
        Assert.Equal("Horizon", Assert.Throws<ArgumentOutOfRangeException>(() => new EnsembleForecaster(model, Options with { Horizon = TimeSpan.Zero })).ParamName);
    }

    [Fact]
    public void Asked_to_stop_it_stops()
    {
        var model = Town.Model(Town.Street());
        Assert.ThrowsAny<OperationCanceledException>(() => new EnsembleForecaster(model, Options).Issue(Town.DryState(model), new RainOutlook(Town.Dry), new CancellationToken(true)));
    }

    [Fact]
    public void An_outlook_of_less_than_certain_rain_stays_dry_in_as_many_members()
    {
        var model = Town.Model(Town.Street());
        var outlook = new RainOutlook(Town.Dry, Town.Rain(20, 0, 60)) { Probability = 0.5 };
        var forecast = new EnsembleForecaster(model, Options).Issue(Town.DryState(model), outlook);
        Assert.Equal(4, forecast.Members.Count(m => m.OutlookComes));
        Assert.Equal(0, forecast.RainAhead.P10[30][0]);
        Assert.True(forecast.RainAhead.P90[30][0] > 15);
    }

    [Fact]
    public void Rain_that_falls_now_goes_on_though_an_outlook_knows_nothing_of_it()
    {
        var model = Town.Model(Town.Street());
        var raining = Town.Rain(30, -30, 0);
        var forecast = new EnsembleForecaster(model, Options).Issue(Town.DryState(model), new RainOutlook(raining, Town.Rain(0, 0, 60)) { Spread = 0 });
        Assert.InRange(forecast.RainAhead.P50[0][0], 20, 31);
        Assert.InRange(forecast.RainAhead.P50[59][0], 0.1, 10);
    }
}
