using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Messages;

/// <summary>Local hours in which somebody wants no mail or push of lesser things; they wait until the end of the hours.</summary>
/// <param name="To">Exclusive; before <paramref name="From"/> where the hours cross midnight. Equal: no hours.</param>
/// <param name="Below">Only messages below this level wait.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, WarningLevel Below)
{
    /// <summary>When a message may go out: now, or at the end of the hours.</summary>
    public DateTime Release(WarningLevel level, DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        if (level >= Below || From == To || !time.IsBetween(From, To)) return local;
        var end = local.Date + To.ToTimeSpan();
        return end > local ? end : end.AddDays(1);
    }
}
