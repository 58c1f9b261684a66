using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Forecasts;

/// <summary>A forecast as the API lists it; of a part that has none yet, how that stands.</summary>
internal sealed record ForecastView(string? Id, string Network, string Part, IReadOnlyList<string> Catchments, string Title, string? IssuedAt, string? KnownAt, string? Until, int EverySeconds, int Members,
    string Status, ForecastWords? Message, double TookMs, double? ContinuityError, KeptRain Rain, KeptAssimilation Assimilated, ForecastWords[] Repairs, int Events, string? CheckedAt = null, string? ResumedFrom = null)
{
    private const int MostRepairs = 100;

    public static ForecastView Of(KeptHead h, PartState? state) => new(h.Id, h.Network, h.Part, h.Catchments, h.Title, h.IssuedAt.ToString(), h.KnownAt.ToString(), h.Until.ToString(), h.EverySeconds, h.Members,
        WireNames.Of(state?.Status ?? PartStatus.Ready), state?.Message, Math.Round(h.TookMs, 1), WireNames.Finite(h.ContinuityError), h.Rain, h.Assimilated,
        [.. h.Repairs.Take(MostRepairs).Select(r => new ForecastWords(r.Zh, r.En))], h.Events.Count, state?.CheckedAt?.ToString(), h.ResumedFrom?.ToString());

    public static ForecastView Of(PartState s) => new(null, s.Network, s.Part, s.Catchments, s.Title, null, null, null, 0, 0, WireNames.Of(s.Status), s.Message, 0, null, new KeptRain("none", 0), new KeptAssimilation(0, 0, null), [], 0);
}

internal sealed record EventView(string Id, string Kind, string Asset, string? Name, string? AssetKind, double[]? Position, string Level, double Probability, string EarliestAt, string ExpectedAt, string PeakAt, string? EndsAt,
    KeptBand? Volume, double? Value, double? Limit, string Unit, MeasureView[] Measures);

internal sealed record MeasureView(string Asset, string? Name, string Action, double Setting, double? VolumeBefore, double? VolumeAfter, bool Avoids, bool Tried);

/// <summary>Names and places for what a forecast names by id.</summary>
internal sealed class EventViews(IRegistry registry, MapPlaces places, QuantityCatalogue quantities)
{
    public EventView Of(KeptEvent e)
    {
        var asset = Find(e.Asset);
        return new EventView(e.Id, WireNames.Of(e.Kind), e.Asset, asset?.Name, asset?.Kind.WireName(), asset is not null && places.PositionOf(asset.Key) is { } p ? [p.Longitude, p.Latitude] : null,
            WireNames.Of(e.Level), Math.Round(e.Probability, 3), e.EarliestAt.ToString(), e.ExpectedAt.ToString(), e.PeakAt.ToString(), e.EndsAt?.ToString(), e.Volume, WireNames.Finite(e.Value), WireNames.Finite(e.Limit),
            quantities.Of(e.Quantity).Unit, [.. e.Measures.Select(m => new MeasureView(m.Asset, Find(m.Asset)?.Name, m.Action, m.Setting, WireNames.Finite(m.VolumeBefore), WireNames.Finite(m.VolumeAfter), m.Avoids, true))]);
    }

    private AssetEntry? Find(string id) => AssetId.IsValid(id) ? registry.Find(new AssetId(id)) : null;
}
