using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.DataQuality;

/// <summary>How one series reported through one local day: spans of its interval in which nothing, something, or something valid came.</summary>
/// <remarks>
/// A span counts once, by the best that came in it, so that a flood or a resend improves nothing. Spans are whole intervals since local midnight.
/// A fold in order of time; for what comes late, count the day anew.
/// </remarks>
public record struct DayCount(int Valid, int Invalid, int Excluded)
{
    private int _newest;
    private Validity _best;

    /// <summary>Spans in which something came.</summary>
    public readonly int Received => Valid + Invalid + Excluded;

    /// <param name="span">Which span of the day, from 0.</param>
    /// <returns>False for a span before the newest one: then the day must be counted anew.</returns>
    public bool Add(int span, Validity validity)
    {
        if (span + 1 < _newest) return false;
        if (span + 1 == _newest)
        {
            if (validity <= _best) return true;
            Change(_best, -1);
        }
        (_newest, _best) = (span + 1, validity);
        Change(validity, 1);
        return true;
    }

    /// <summary>Counts a day from its readings in order of time, all of that day.</summary>
    public static DayCount Of(IEnumerable<KnownReading> readings, Instant midnight, TimeSpan interval, QualityRules rules)
    {
        var count = new DayCount();
        foreach (var known in readings) count.Add(Span(known.Reading.At, midnight, interval), rules.ValidityOf(known.Reading.Quality));
        return count;
    }

    public static int Span(Instant at, Instant midnight, TimeSpan interval) => (int)((at - midnight) / interval);

    /// <summary>How many spans a day of <paramref name="length"/> has; a begun one is not expected yet.</summary>
    public static int Spans(TimeSpan length, TimeSpan interval) => length <= TimeSpan.Zero ? 0 : (int)(length / interval);

    private void Change(Validity validity, int by)
    {
        switch (validity)
        {
            case Validity.Valid: Valid += by; break;
            case Validity.Invalid: Invalid += by; break;
            case Validity.Excluded: Excluded += by; break;
        }
    }
}

/// <summary>Shares of one or more series and days.</summary>
/// <param name="Expected">Spans in which something should have come.</param>
/// <param name="Received">Spans in which something came.</param>
/// <param name="Excluded">Those of which nothing is expected: stopped, being calibrated.</param>
/// <param name="Valid">Those with a valid value.</param>
public readonly record struct DayShares(int Expected, int Received, int Excluded, int Valid)
{
    /// <summary>传输率: received of expected; NaN where nothing is expected.</summary>
    public double Transmission => Expected - Excluded > 0 ? Math.Min(1, (double)(Received - Excluded) / (Expected - Excluded)) : double.NaN;

    /// <summary>有效率: valid of received; NaN where nothing was received.</summary>
    public double Validity => Received - Excluded > 0 ? (double)Valid / (Received - Excluded) : double.NaN;

    /// <summary>有效传输率: the product of both.</summary>
    public double Effective => double.IsNaN(Transmission) ? double.NaN : double.IsNaN(Validity) ? 0 : Transmission * Validity;

    public static DayShares Of(DayCount count, int expected) => new(Math.Max(expected, count.Received), count.Received, count.Excluded, count.Valid);

    public static DayShares operator +(DayShares a, DayShares b) => new(a.Expected + b.Expected, a.Received + b.Received, a.Excluded + b.Excluded, a.Valid + b.Valid);
}
