using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Forecast.Archive;

/// <summary>Forecasts as they were issued, under two clocks; never changed once kept.</summary>
public interface IForecastArchive
{
    /// <summary>Durable when it completes. Levels are kept to the millimetre, flows to 0.1 L/s.</summary>
    /// <exception cref="ArgumentException">A value is no finite number, or a column is not as long as its times.</exception>
    Task Save(KeptForecast forecast, CancellationToken cancel = default);

    /// <summary>Null where there is none, or where it was dropped.</summary>
    Task<KeptForecast?> Find(string id, CancellationToken cancel = default);

    /// <summary>Of each part of a network the forecast kept last among those known at <paramref name="asOf"/>; what-ifs are not in it.</summary>
    Task<IReadOnlyList<KeptHead>> Latest(string network, Instant? asOf, CancellationToken cancel = default);

    /// <summary>Forecasts with <c>from ≤ issuedAt &lt; to</c>, oldest first, with what they are judged by; what-ifs are not in it.</summary>
    Task<IReadOnlyList<(KeptHead Head, KeptSeries Leads)>> Issued(string network, Instant from, Instant to, int limit, CancellationToken cancel = default);

    /// <summary>One head for each part that a what-if computed.</summary>
    Task<IReadOnlyList<KeptHead>> OfWhatIf(string whatIf, CancellationToken cancel = default);

    /// <summary>Forgets what a what-if computed.</summary>
    Task Remove(string whatIf, CancellationToken cancel = default);

    /// <summary>Forgets forecasts known before a time, and then the oldest until what is left takes at most so many bytes. The last one of each part and what-ifs stay.</summary>
    /// <returns>How many went.</returns>
    Task<int> Drop(Instant knownBefore, long mostBytes, CancellationToken cancel = default);

    /// <summary>Keeps what is held true of a part's water, in place of what was kept before.</summary>
    Task SaveState(KeptState state, CancellationToken cancel = default);

    /// <summary>Null where none was kept.</summary>
    Task<KeptState?> FindState(string network, string part, CancellationToken cancel = default);
}

/// <summary>A part's estimated state, packed.</summary>
/// <param name="Revision">Of the network that it belongs to.</param>
/// <param name="At">City time of the state.</param>
public sealed record KeptState(string Network, string Part, int Revision, Instant At, ReadOnlyMemory<byte> Body);
