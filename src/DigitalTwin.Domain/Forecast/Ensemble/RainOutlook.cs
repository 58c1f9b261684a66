using DigitalTwin.Domain.Hydraulics.Hydrology;

namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>Where a forecast's rain to come is from: gauges (the last rain goes on and fades), an outlook that was given, or there is none.</summary>
public enum RainSource : byte { None, Gauges, Outlook }

/// <summary>The rain of a forecast: as fallen until it is issued, and what is expected after that.</summary>
/// <param name="Fallen">By rain gauge.</param>
/// <param name="Expected">By rain gauge from the time of issue on; null where nobody gave an outlook. At gauges that it does not name the last rain goes on and fades.</param>
public sealed record RainOutlook(IReadOnlyDictionary<string, RainSeries> Fallen, IReadOnlyDictionary<string, RainSeries>? Expected = null)
{
    /// <summary>What all rain to come is multiplied with.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Rain to come is a given, as in a what-if: members do not spread it.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Of the outlook, in place of what a forecast takes for outlooks that do not say: standard deviation of the amount's logarithm and of its timing.</summary>
    public double? Spread { get; init; }
    public TimeSpan? TimingSpread { get; init; }

    /// <summary>That the outlook's rain comes at all, 0–1; the other members have what goes on from the rain that fell.</summary>
    public double Probability { get; init; } = 1;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private const int LookBack = 40;
    private const double BurstMinutes = 2, RecentMinutes = 12;

    /// <summary>mm/h by gauge, as it goes on: a burst above the rain of the last quarter hour, which fades soon, and that rain, which fades slowly.</summary>
    /// <remarks>Rain of minutes resembles itself for minutes and that of showers for half an hour; where it has stopped, half of what fell is still held possible.</remarks>
    public IReadOnlyDictionary<string, (double Burst, double Lasting)> RecentRates(DateTime now) => Fallen.ToDictionary(r => r.Key, r =>
    {
        var (last, recent) = (Mean(r.Value, now, BurstMinutes), Mean(r.Value, now, RecentMinutes));
        return (Math.Max(0, last - recent), Math.Min(recent, Math.Max(last, recent / 2)));
    });

    /// <summary>Newer minutes weigh more.</summary>
    private static double Mean(RainSeries series, DateTime now, double memory)
    {
        double sum = 0, weights = 0;
        for (var m = 0; m < LookBack; m++)
        {
            var weight = Math.Exp(-m / memory);
            sum += weight * series.RateAt(now.AddSeconds(-30 - 60 * m)) * 3.6e6;
            weights += weight;
        }
        return sum / weights;
    }

    public RainSource SourceAt(DateTime now) => Expected is not null ? RainSource.Outlook : RecentRates(now).Values.Any(r => r.Burst + r.Lasting > 0) ? RainSource.Gauges : RainSource.None;

    /// <summary>Rain as one member of an ensemble has it, minute by minute.</summary>
    internal Dictionary<string, RainSeries> For(EnsembleMember member, DateTime now, TimeSpan horizon)
    {
        var recent = IsGiven ? null : RecentRates(now);
        var minutes = (int)Math.Ceiling(horizon.TotalMinutes);
        return Fallen.Keys.Union(Expected?.Keys ?? []).ToDictionary(gauge => gauge, gauge =>
        {
            // The step of runoff that is under way looks a few minutes back.
            var behind = Enumerable.Range(-5, 5).Select(m => (now.AddMinutes(m), Fallen.TryGetValue(gauge, out var fallen) ? fallen.RateAt(now.AddMinutes(m).AddSeconds(1)) * 3.6e6 : 0));
            var ahead = Enumerable.Range(0, minutes).Select(m => (now.AddMinutes(m), Ahead(gauge, m)));
            return new RainSeries(behind.Concat(ahead), Minute);
        }, StringComparer.OrdinalIgnoreCase);

        double Ahead(string gauge, int minute)
        {
            var factor = Factor * (IsGiven ? 1 : member.RainFactor);
            var given = 0.0;
            if (Expected is not null && Expected.TryGetValue(gauge, out var expected) && (IsGiven || member.OutlookComes)) given = expected.RateAt(now.AddMinutes(minute).AddSeconds(1) - (IsGiven ? TimeSpan.Zero : member.RainDelay)) * 3.6e6;
            if (recent is null) return factor * given;
            // An outlook that knows nothing of the rain that falls now does not end it.
            var (burst, lasting) = recent.GetValueOrDefault(gauge);
            return factor * Math.Max(given, lasting * Math.Exp(-(minute + 0.5) / member.RainFading.TotalMinutes) + burst * Math.Exp(-(minute + 0.5) / member.BurstFading.TotalMinutes));
        }
    }
}
