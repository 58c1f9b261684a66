using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>Something wrong at one asset, found by a local rule. <see cref="Until"/> is null while it lasts.</summary>
/// <param name="Level">While it lasts, the present level; when it has ended, the last.</param>
/// <param name="Value">The value that decided, in the quantity's canonical unit.</param>
/// <param name="Limit">What it went past.</param>
/// <param name="Since">When the condition first held, before any delay of confirmation; of something expected, when the forecast was issued that first saw it.</param>
/// <param name="Expected">How likely and when; null for what was measured.</param>
public readonly record struct Symptom(AssetKey Asset, SymptomKind Kind, WarningLevel Level, Quantity Quantity, double Value, double Limit, Instant Since, Instant? Until = null, Expectation? Expected = null)
{
    public bool IsOpen => Until is null;

    public bool IsExpected => Expected is not null;

    /// <summary>A lower bound is broken: too little oxygen or chlorine. What travels is what is missing.</summary>
    public bool IsShortfall => Kind == SymptomKind.QualityBreach && Value < Limit;
}

/// <summary>Memory of one rule at one asset, to be saved: with the newest readings it restores a <see cref="LiveState"/> exactly.</summary>
/// <param name="Level">Confirmed level; none while only pending.</param>
/// <param name="Pending">Level that waits for confirmation; equal to <paramref name="Level"/> when nothing waits.</param>
public readonly record struct SymptomState(SymptomKind Kind, Quantity Quantity, WarningLevel Level, WarningLevel Pending, Instant Since, Instant PendingSince);
