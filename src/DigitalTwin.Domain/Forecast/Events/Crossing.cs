namespace DigitalTwin.Domain.Forecast.Events;

/// <summary>When one member's series first stood above its limit for long enough, when it was greatest, and when it was below again.</summary>
internal readonly record struct Crossing(DateTime From, DateTime Peak, DateTime? Until, double Greatest)
{
    /// <param name="value">At each of the times; NaN for none.</param>
    public static Crossing? Find(IReadOnlyList<DateTime> times, Func<int, double> value, double limit, TimeSpan least)
    {
        var every = times.Count > 1 ? times[1] - times[0] : TimeSpan.Zero;
        DateTime? from = null, until = null, since = null;
        var (peak, greatest) = (times[0], double.NegativeInfinity);
        for (var t = 0; t < times.Count; t++)
        {
            var v = value(t);
            if (v > greatest) (peak, greatest) = (times[t], v);
            if (v > limit)
            {
                since ??= times[t];
                if (from is null && times[t] - since + every >= least) from = since;
                until = null;
            }
            else
            {
                since = null;
                if (from is not null) until ??= times[t];
            }
        }
        return from is { } first ? new(first, peak, until, greatest) : null;
    }
}
