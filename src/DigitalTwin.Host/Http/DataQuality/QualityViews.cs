using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.DataQuality;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.DataQuality;

/// <summary>A source of readings as the API shows it; shares from 0 to 1, null where nothing is expected.</summary>
internal sealed record SourceView(string Key, string? Device, string? Name, string? Protocol, SourceAsset[] Assets, double IntervalSeconds, string? LastAt, double? SilentSeconds, double? LagSeconds,
    string[] Trouble, SharesView Today, Dictionary<string, int> MarksToday, long? Refused, string? LastRefusal, string? LastRefusalAt, DayView[] Days);

internal sealed record SourceAsset(string Id, string? Name, string Kind);

internal sealed record SharesView(int Expected, int Received, int Excluded, int Valid, double? Transmission, double? Validity, double? Effective);

internal sealed record DayView(string Day, SharesView Shares, Dictionary<string, int> Marks);

/// <param name="Total">All sources, also those that a filter left out; <paramref name="Trouble"/> counts them by their trouble.</param>
internal sealed record QualityAnswer(string From, string To, int Total, Dictionary<string, int> Trouble, IReadOnlyList<SourceView> Items, string? Next);

internal sealed record QualityName(string Zh, string En);

internal sealed class QualityViews
{
    public SourceView Of(SourceStanding standing, Instant now, IReadOnlyList<(DateOnly Day, DayShares Shares, IReadOnlyDictionary<Quality, int> Marks)> days)
    {
        var source = standing.Source;
        return new SourceView(source.Key, source.Device?.Id, source.Device?.Name ?? source.Assets[0].Name, source.Device?.Protocol.WireName(), [.. source.Assets.Select(a => new SourceAsset(a.Id.Value, a.Name, a.Kind.WireName()))],
            source.Interval.TotalSeconds, source.Newest?.ToString(), source.Newest is { } newest ? Math.Round(Math.Max(0, (now - newest).TotalSeconds), 1) : null, source.Lag is { } lag ? Math.Round(lag.TotalSeconds, 1) : null,
            [.. standing.Trouble.Select(t => Camel(t.ToString()))], Of(standing.Today), Of(standing.Marks), source.Status?.Refused, source.Status?.LastRefusal?.Why, source.Status?.LastRefusal?.At.ToString(),
            [.. days.Select(d => new DayView(CityCalendar.Name(d.Day), Of(d.Shares), Of(d.Marks)))]);
    }

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static SharesView Of(DayShares s) => new(s.Expected, s.Received, s.Excluded, s.Valid, Share(s.Transmission), Share(s.Validity), Share(s.Effective));

    private static Dictionary<string, int> Of(IReadOnlyDictionary<Quality, int> marks) => marks.OrderByDescending(m => m.Value).ToDictionary(m => WireNames.Of(m.Key), m => m.Value);

    private static double? Share(double share) => double.IsFinite(share) ? Math.Round(share, 4) : null;
}
