using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Makes of a forecast what is kept of it: every node's level, what overflows, flows, and the leads by which it will be judged.</summary>
internal sealed class KeptBuilder(IRegistry registry, ForecastOptions options)
{
    /// <summary>Beyond so many links only devices' flows are kept.</summary>
    private const int MostPipes = 6_000;
    /// <summary>The gauges that moved the model most; a head is read whenever forecasts are listed.</summary>
    private const int MostNudges = 40;
    /// <summary>m³ that must leave the part for an error of its balance to mean anything: a share of a few puddles is no measure.</summary>
    private const double LeastWater = 5;
    private const float LeastOverflow = 0.0005f;
    public static readonly TimeSpan[] Leads = [TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(120)];

    /// <param name="depthNow">Depths by node when it was issued, m; the first output stands for what is not given.</param>
    public KeptSeries Body(string network, EnsembleForecast f, CityTimes times, IReadOnlyList<double>? depthNow = null)
    {
        var at = Outputs(f);
        var part = f.Model.Part.Network;
        var columns = new List<KeptColumn>();
        float[] Of(IReadOnlyList<float[]> rows, int i) => [rows == f.Depth.P10 || rows == f.Depth.P50 || rows == f.Depth.P90 ? (float)Math.Max(0, depthNow?[i] ?? rows[0][i]) : rows[0][i], .. at.Select(t => rows[t][i])];
        void Add(string local, Quantity quantity, Band band, int i)
        {
            if (KeyOf(network, local) is not { } key) return;
            columns.Add(f.Members.Count > 1 ? new KeptColumn(key, quantity, Of(band.P50, i), Of(band.P10, i), Of(band.P90, i)) : new KeptColumn(key, quantity, Of(band.P50, i)));
        }
        for (var n = 0; n < part.Nodes.Count; n++)
        {
            Add(part.Nodes[n].LocalId, Quantity.Level, f.Depth, n);
            if (f.Overflow.P90.Any(row => row[n] > LeastOverflow)) Add(part.Nodes[n].LocalId, Quantity.Overflow, f.Overflow, n);
        }
        for (var e = 0; e < f.Ends.Count; e++) Add(part.Nodes[f.Ends[e]].LocalId, Quantity.Flow, f.EndInflow, e);
        for (var l = 0; l < part.Links.Count; l++)
            if (part.Links.Count <= MostPipes || part.Links[l].Kind != AssetKind.PipeSegment) Add(part.Links[l].LocalId, Quantity.Flow, f.Flow, l);
        return new KeptSeries([times.ToInstant(f.IssuedAt), .. at.Select(t => times.ToInstant(f.Times[t]))], columns);
    }

    /// <summary>Columns of what is measured, at the time of issue as measured last and at the leads as expected.</summary>
    public KeptSeries JudgedBy(KeptSeries body, Instant issuedAt, IEnumerable<(AssetKey Asset, Quantity Quantity)> gauged, IHistory history)
    {
        var leads = Leads.Where(l => body.Times.Count > 0 && issuedAt + l <= body.Times[^1]).ToArray();
        var columns = new List<KeptColumn>();
        foreach (var (asset, quantity) in gauged)
        {
            if (body.Find(asset, quantity) is not { } column) continue;
            var now = history.Latest(asset).Where(l => l.Reading.Quantity == quantity && l.Reading.Quality.IsUsable() && issuedAt - l.Reading.At < TimeSpan.FromMinutes(30)).Select(l => (float?)l.Reading.Value).FirstOrDefault();
            if (now is not { } value || !float.IsFinite(value)) continue;
            float[] At(float[] series) => [value, .. leads.Select(l => (float)Answers.TimePlace.Of(body.Times, issuedAt + l)!.Value.In(series))];
            columns.Add(new KeptColumn(asset, quantity, At(column.P50), column.P10 is { } low ? At(low) : null, column.P90 is { } high ? At(high) : null));
        }
        return new KeptSeries([issuedAt, .. leads.Select(l => issuedAt + l)], columns);
    }

    public KeptHead Head(NetworkRun network, PartRun part, EnsembleForecast f, Analysis? analysis, Instant knownAt, TimeSpan took)
    {
        var name = network.Network.Name;
        var issued = network.Times.ToInstant(f.IssuedAt);
        string Id(string local) => new AssetId(name, local).Value;
        return new KeptHead
        {
            Id = FormattableString.Invariant($"{name}.{part.Part.Id}.{issued.UnixMilliseconds}.{knownAt.UnixMilliseconds - issued.UnixMilliseconds}"),
            Network = name, Revision = network.Network.Revision, Part = part.Part.Id, Title = part.Part.Title, Catchments = part.Catchments,
            IssuedAt = issued, KnownAt = knownAt, Until = network.Times.ToInstant(f.Times[^1]), EverySeconds = (int)options.Output.TotalSeconds, Members = f.Members.Count,
            TookMs = took.TotalMilliseconds, ContinuityError = Passed(f) >= LeastWater ? f.ContinuityError : double.NaN, Rain = RainOf(f, network.Rain), ResumedFrom = part.ResumedFrom,
            Assimilated = analysis is null ? new KeptAssimilation(0, 0, null) : new KeptAssimilation(analysis.Used.Count, analysis.Left.Count, analysis.Worst is { } worst ? Id(worst.Asset) : null),
            Repairs = [.. f.Model.Repairs.Select(r => new KeptRepair($"{r.Asset} {r.Zh}", $"{r.Asset} {r.Text}"))],
            Nudges = analysis is null ? [] : [.. analysis.Used.Where(u => double.IsFinite(u.Before) && double.IsFinite(u.After)).OrderByDescending(u => Math.Abs(u.After - u.Before)).Take(MostNudges).Select(u => new KeptNudge(Id(u.Asset), QuantityCatalogue.Default.Of(u.Quantity).Name, network.Times.ToInstant(u.At), Math.Round(u.Before, 4), Math.Round(u.After, 4)))],
            OverflowVolume = f.OverflowVolume.P50,
        };
    }

    private KeptRain RainOf(EnsembleForecast f, RainBook rain)
    {
        // Each output's rain is that of the time before it.
        var (ahead, from) = (new List<KeptBand>(), 0);
        foreach (var to in Outputs(f))
        {
            double Mean(IReadOnlyList<float[]> rows) => Math.Round(rows.Skip(from).Take(to + 1 - from).Average(r => (double)r[0]), 3);
            ahead.Add(new KeptBand(Mean(f.RainAhead.P10), Mean(f.RainAhead.P50), Mean(f.RainAhead.P90)));
            from = to + 1;
        }
        var given = f.Rain == RainSource.Outlook ? rain.Given : null;
        return new KeptRain(f.Rain.ToString().ToLowerInvariant(), f.RainSpread, ahead, given?.Source, given is null ? null : new Instant(given.IssuedAt));
    }

    /// <summary>m³ through the ends over the horizon.</summary>
    private static double Passed(EnsembleForecast f) => f.EndInflow.P50.Sum(row => row.Sum(q => (double)Math.Abs(q))) * (f.Times[0] - f.IssuedAt).TotalSeconds;

    private int[] Outputs(EnsembleForecast f)
    {
        var at = Enumerable.Range(0, f.Times.Count).Where(t => Math.Abs((f.Times[t] - f.IssuedAt).TotalSeconds % options.Output.TotalSeconds) < 1).ToArray();
        return at.Length > 0 ? at : [f.Times.Count - 1];
    }

    private AssetKey? KeyOf(string network, string local) => registry.Find(new AssetId(network, local))?.Key;
}
