using System.Globalization;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.Measures;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>What a forecast expects, as it is kept, and as catchments are told of it.</summary>
internal static class KeptEvents
{
    private const int MostMeasures = 3;

    public static KeptEvent Of(string network, ForecastEvent e, IEnumerable<TriedMeasure> measures, CityTimes times)
    {
        string Id(string local) => new AssetId(network, local).Value;
        return new KeptEvent(string.Create(CultureInfo.InvariantCulture, $"{e.Kind}-{e.Asset}"), e.Kind, Id(e.Asset), e.IsFlow ? Quantity.Flow : Quantity.Level, e.Level, e.Probability,
            times.ToInstant(e.EarliestAt), times.ToInstant(e.ExpectedAt), times.ToInstant(e.PeakAt), e.EndsAt is { } ends ? times.ToInstant(ends) : null,
            e.Volume is { } v ? new KeptBand(Math.Round(v.P10, 2), Math.Round(v.P50, 2), Math.Round(v.P90, 2)) : null, e.Value, e.Limit,
            [.. measures.Where(m => ReferenceEquals(m.Event, e)).Take(MostMeasures).Select(m => new KeptMeasure(Id(m.Measure.Asset), Camel(m.Measure.Action), m.Measure.Setting, m.TotalBefore, m.TotalAfter, m.Avoids))]);
    }

    /// <summary>By catchment of the part, also where nothing is expected: what was before then ends.</summary>
    public static CatchmentOutlook[] Outlooks(KeptHead head, CompiledNetwork network, IRegistry registry)
    {
        var byCatchment = head.Catchments.ToDictionary(c => c, _ => new List<SymptomReport>());
        foreach (var e in head.Events)
        {
            if (registry.Find(new AssetId(e.Asset)) is not { } asset || !network.TryFind(asset.Key, out var element) || !byCatchment.TryGetValue(network.CatchmentOf(element).Id, out var seen)) continue;
            seen.Add(new SymptomReport(e.Asset, (byte)SymptomOf(e.Kind), (byte)e.Level, e.Quantity.Code, e.Value, e.Limit, head.IssuedAt.UnixMilliseconds, null, head.KnownAt.UnixMilliseconds,
                new ExpectationRecord(e.Probability, e.EarliestAt.UnixMilliseconds, e.ExpectedAt.UnixMilliseconds, e.PeakAt.UnixMilliseconds, false)));
        }
        return [.. byCatchment.Select(c => new CatchmentOutlook(c.Key, new ExpectedBatch(head.Id, [.. c.Value], head.KnownAt.UnixMilliseconds)))];
    }

    public static SymptomKind SymptomOf(ForecastEventKind kind) => kind switch
    {
        ForecastEventKind.Overflow => SymptomKind.ExpectedOverflow,
        ForecastEventKind.Surcharge => SymptomKind.ExpectedSurcharge,
        ForecastEventKind.PumpCapacity => SymptomKind.ExpectedPumpCapacity,
        ForecastEventKind.TankFull => SymptomKind.ExpectedTankFull,
        _ => SymptomKind.ExpectedPlantLoad,
    };

    private static string Camel(MeasureAction action) => Live.WireNames.Of(action);
}
