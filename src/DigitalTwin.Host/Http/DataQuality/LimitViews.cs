using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.DataQuality;

/// <summary>Limits that hold for a quantity in a scope: an asset, a kind of asset, or everywhere (both null).</summary>
/// <param name="Own">Whether somebody set them for this very scope, then with who and when.</param>
/// <param name="Standard">Those that came with the platform.</param>
internal sealed record LimitsView(string? Asset, string? AssetName, string? Kind, string Quantity, QualityName Name, string Unit, bool Own, string? By, string? At, LimitNumbers Limits, LimitNumbers Standard);

/// <param name="Limits">Null where the setting was taken away.</param>
internal sealed record LimitSettingView(string At, string By, string? Asset, string? Kind, LimitNumbers? Limits);

/// <summary>The numbers of limits, in the quantity's canonical unit. Shown, null is without bound or not tested; set, null stays as it is, and 0 switches a test off.</summary>
internal sealed record LimitNumbers(double? Minimum, double? Maximum, double? PerMinute, double? LeastStep, double? SpikeFactor, double? FlatHours, double? FlatAbove)
{
    public static LimitNumbers Of(SeriesLimits l) => new(WireNames.Finite(l.Minimum), WireNames.Finite(l.Maximum), WireNames.Finite(l.PerMinute), l.LeastStep, WireNames.Finite(l.SpikeFactor), l.FlatAfter.TotalHours, WireNames.Finite(l.FlatAbove));

    public SeriesLimits Over(SeriesLimits now) => new(Minimum ?? now.Minimum, Maximum ?? now.Maximum, Test(PerMinute, now.PerMinute), LeastStep ?? now.LeastStep, Test(SpikeFactor, now.SpikeFactor),
        FlatHours is { } hours && Math.Abs(hours) < 1000 ? TimeSpan.FromHours(hours) : FlatHours is null ? now.FlatAfter : TimeSpan.MaxValue, FlatAbove ?? now.FlatAbove);

    private static double Test(double? given, double now) => given switch { null => now, 0 => double.NaN, _ => given.Value };
}
