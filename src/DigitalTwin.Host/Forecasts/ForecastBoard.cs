using System.Collections.Concurrent;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts;

internal enum PartStatus { Ready, Computing, Failed, Unavailable }

/// <summary>Words for a person; <see cref="Zh"/> is null where only English is known.</summary>
internal sealed record ForecastWords(string? Zh, string En);

/// <summary>How the forecasting of one part stands.</summary>
/// <param name="Message">Why there is none, or none newer.</param>
internal sealed record PartState(string Network, string Part, string Title, IReadOnlyList<string> Catchments, PartStatus Status, ForecastWords? Message, int Revision)
{
    /// <summary>When the last forecast was found to hold still, so that no new one was computed; null where it is the newest.</summary>
    public Instant? CheckedAt { get; init; }
}

/// <summary>How each part stands now; forecasts themselves are in the archive. Safe from any thread.</summary>
internal sealed class ForecastBoard
{
    private readonly ConcurrentDictionary<(string Network, string Part), PartState> _parts = new();
    private readonly ConcurrentDictionary<string, ForecastWords> _networks = new();

    public IReadOnlyList<PartState> Of(string network) => [.. _parts.Values.Where(p => p.Network == network).OrderBy(p => p.Part, StringComparer.Ordinal)];

    /// <summary>Why a network as a whole is not forecast; null where it is.</summary>
    public ForecastWords? WhyNot(string network) => _networks.GetValueOrDefault(network);

    public void Show(PartState state) => _parts[(state.Network, state.Part)] = state;

    public void Show(string network, ForecastWords? whyNot)
    {
        if (whyNot is null) _networks.TryRemove(network, out _);
        else _networks[network] = whyNot;
    }

    public PartState? Find(string network, string part) => _parts.GetValueOrDefault((network, part));

    /// <summary>A new revision has other parts.</summary>
    public void Clear(string network)
    {
        foreach (var key in _parts.Keys.Where(k => k.Network == network)) _parts.TryRemove(key, out _);
    }
}
