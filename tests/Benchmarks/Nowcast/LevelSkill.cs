using System.Globalization;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.State;

namespace Benchmarks.Nowcast;

/// <summary>How well levels are foretold 30 and 60 minutes ahead at the 12 gauges, with the rain as it came, so that model and state alone are judged.</summary>
internal sealed class LevelSkill(StormModel storm, StormGauges gauges)
{
    private static readonly DateTime From = new(2012, 6, 29, 4, 0, 0), To = new(2012, 6, 29, 8, 30, 0);
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(5), Half = TimeSpan.FromMinutes(30);

    /// <param name="Nse">By gauge.</param>
    /// <param name="Rmse">m, by gauge.</param>
    public sealed record Scores(double[] Nse, double[] Rmse)
    {
        public double MedianNse => SpillSuite.At([.. Nse.Where(n => !double.IsNaN(n)).Order()], 0.5);
        public double MeanRmse => Rmse.Average();
    }

    /// <param name="assimilates">False leaves the model to itself.</param>
    /// <param name="without">A gauge that the model is not told.</param>
    public (Scores Half, Scores Hour) Of(LiveModel model, bool assimilates, string? without = null)
    {
        var estimator = new StateEstimator(model, storm.Start);
        estimator.Advance(From, storm.Rain, []);
        var series = gauges.Ids.Select(_ => new[] { new Series(), new Series() }).ToArray();
        for (var now = From + Often; now <= To; now += Often)
        {
            estimator.Advance(now, storm.Rain, assimilates ? gauges.Arrived(now - Often, now, without) : []);
            if (now.Minute % 15 != 0) continue;
            var ahead = ForecastRun.Ahead(estimator.State.Begin(model, storm.Rain), 2 * Half, Half);
            for (var g = 0; g < gauges.Ids.Length; g++)
                for (var lead = 0; lead < 2; lead++) series[g][lead].Add(gauges.At(g, now + (lead + 1) * Half), ahead.Depth[lead][model.NodeOf[gauges.Ids[g]]]);
        }
        Scores Score(int lead) => new([.. series.Select(s => NashSutcliffe.Of(s[lead].Came, s[lead].Foretold))], [.. series.Select(s => s[lead].Rmse)]);
        return (Score(0), Score(1));
    }

    /// <summary>The level now stays.</summary>
    public (Scores Half, Scores Hour) Persistence()
    {
        var series = gauges.Ids.Select(_ => new[] { new Series(), new Series() }).ToArray();
        for (var now = From + Often; now <= To; now += Often)
            if (now.Minute % 15 == 0)
                for (var g = 0; g < gauges.Ids.Length; g++)
                    for (var lead = 0; lead < 2; lead++) series[g][lead].Add(gauges.At(g, now + (lead + 1) * Half), gauges.At(g, now));
        Scores Score(int lead) => new([.. series.Select(s => NashSutcliffe.Of(s[lead].Came, s[lead].Foretold))], [.. series.Select(s => s[lead].Rmse)]);
        return (Score(0), Score(1));
    }

    public static string Line(string name, (Scores Half, Scores Hour) s) => string.Create(CultureInfo.InvariantCulture,
        $"{name} | NSE +30 {s.Half.MedianNse:0.000}, +60 {s.Hour.MedianNse:0.000} | RMSE m +30 {s.Half.MeanRmse:0.000}, +60 {s.Hour.MeanRmse:0.000} | +60 by gauge {string.Join(" ", s.Hour.Rmse.Select(r => r.ToString("0.00", CultureInfo.InvariantCulture)))}");

    private sealed class Series
    {
        public List<double> Came { get; } = [];
        public List<double> Foretold { get; } = [];
        public double Rmse => Math.Sqrt(Came.Zip(Foretold, (a, b) => (a - b) * (a - b)).Average());

        public void Add(double came, double foretold)
        {
            Came.Add(came);
            Foretold.Add(foretold);
        }
    }
}
