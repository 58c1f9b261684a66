using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Assets;

/// <summary>The newest reading of one quantity, without its asset: 24 bytes.</summary>
public readonly record struct LiveReading(Instant At, double Value, Quantity Quantity, Quality Quality, Provenance Provenance);

/// <summary>What taking a reading or the passing of time changed in a live state.</summary>
[Flags]
public enum LiveChanges : byte
{
    /// <summary>Nothing; a late reading, for instance.</summary>
    None = 0,
    /// <summary>A newest value.</summary>
    Value = 1,
    /// <summary>A symptom began, changed its level or ended.</summary>
    Symptoms = 2,
    /// <summary>It became stale, or fresh again.</summary>
    Staleness = 4,
    /// <summary>What must be saved to restore the state (<see cref="LiveState.Save"/>) differs.</summary>
    Saved = 8,
}
