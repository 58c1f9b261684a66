namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>When the next forecast is due: every few minutes, and at once where rain has become much heavier than the last one knew.</summary>
/// <remarks>A cloudburst floods streets within minutes; a forecast from before it says nothing of it.</remarks>
public sealed class IssueClock(TimeSpan? every = null)
{
    private const double Heavier = 1.5, Heavy = 8; // mm/h
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _every = every ?? TimeSpan.FromMinutes(5);
    private DateTime _last = DateTime.MinValue;
    private double _known;

    /// <summary>True where a forecast should be issued now; it then counts as issued.</summary>
    public bool IsDue(DateTime now, RainOutlook rain)
    {
        if (now - _last < Least) return false;
        var rates = rain.RecentRates(now).Values;
        var rate = rates.Any() ? rates.Max(r => r.Burst + r.Lasting) : 0;
        if (now - _last < _every && !(rate > Heavy && rate > Heavier * _known)) return false;
        (_last, _known) = (now, rate);
        return true;
    }
}
