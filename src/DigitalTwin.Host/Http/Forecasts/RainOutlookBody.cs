using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Forecasts.Rain;

namespace DigitalTwin.Host.Http.Forecasts;

internal sealed record RainSeriesBody(string[]? Gauges, string? From, double? StepMinutes, double?[]? MmPerHour);

/// <summary>What a rain outlook is given by, and what is wrong with it.</summary>
internal sealed record RainOutlookBody(string? Network, string? IssuedAt, string? Source, double? Spread, double? TimingMinutes, double? Probability, RainSeriesBody[]? Series)
{
    private const int LongestSource = 100, MostSeries = 200, MostValues = 600, LongestStep = 180;
    private const double MostRain = 500;
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(3), Ahead = TimeSpan.FromMinutes(10);

    /// <summary>Null where all is well, else the field and what was expected.</summary>
    public (string Field, string Why)? Fault(IRegistry registry, Instant now)
    {
        if (string.IsNullOrEmpty(Network) || !registry.Networks.Contains(Network)) return ("network", $"network is '{Network}'; expected the name of a network.");
        if (!QueryText.TryInstant(IssuedAt, out var issued) || issued > now + Ahead) return ("issuedAt", $"issuedAt is '{IssuedAt}'; expected a time not later than now, {now}, ISO 8601 with an offset.");
        if (Source is { Length: > LongestSource }) return ("source", $"source has {Source.Length} characters; expected at most {LongestSource}.");
        if (Outside(Spread, 0, 2)) return ("spread", Said("spread", Spread, "0 to 2, the standard deviation of the amount's logarithm"));
        if (Outside(TimingMinutes, 0, 180)) return ("timingMinutes", Said("timingMinutes", TimingMinutes, "0 to 180"));
        if (Outside(Probability, 0.01, 1)) return ("probability", Said("probability", Probability, "0.01 to 1"));
        if (Series is not { Length: > 0 and <= MostSeries }) return ("series", $"series has {Series?.Length ?? 0} entries; expected 1 to {MostSeries}.");
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Series.Length; i++)
            if (Fault(Series[i], named, registry, now) is var (field, why)) return ($"series[{i}]{(field.Length > 0 ? "." : "")}{field}", $"series[{i}].{field} {why}");
        return Series.Max(s => From(s) + s.StepMinutes!.Value * 60_000 * s.MmPerHour!.Length) > now.UnixMilliseconds ? null : ("series", $"series end before now, {now}; expected rain to come.");
    }

    public GivenRain Given(string who, Instant now)
    {
        _ = QueryText.TryInstant(IssuedAt, out var issued);
        return new(Network!, (issued ?? now).UnixMilliseconds, now.UnixMilliseconds, string.IsNullOrWhiteSpace(Source) ? null : Source.Trim(), who, Spread, TimingMinutes, Probability ?? 1,
            [.. Series!.Select(s => new GivenSeries(s.Gauges, From(s), (int)s.StepMinutes!.Value, [.. s.MmPerHour!.Select(v => v!.Value)]))]);
    }

    private (string, string)? Fault(RainSeriesBody? s, HashSet<string> named, IRegistry registry, Instant now)
    {
        if (s is null) return ("", "is null; expected an object with from, stepMinutes and mmPerHour.");
        if (s.Gauges is null ? !named.Add("") : s.Gauges.Length == 0) return ("gauges", s.Gauges is null ? "is absent in a second series; expected at most one for all gauges." : "is empty; expected ids of rain gauges, or no member for all.");
        foreach (var gauge in s.Gauges ?? [])
        {
            if (gauge is null || !AssetId.IsValid(gauge) || registry.Find(new AssetId(gauge)) is not { Kind: AssetKind.RainGauge } entry || entry.Id.Network != Network) return ("gauges", $"names '{gauge}'; expected ids of rain gauges of network '{Network}'.");
            if (!named.Add(gauge)) return ("gauges", $"names '{gauge}', which another series names too.");
        }
        if (string.IsNullOrEmpty(s.From) || !QueryText.TryInstant(s.From, out var from) || from is not { } begin || begin < now - Farthest || begin > now + Farthest)
            return ("from", $"is '{s.From}'; expected a time within {Farthest.TotalDays:0} days of now, {now}, ISO 8601 with an offset.");
        if (Outside(s.StepMinutes ?? 0, 1, LongestStep) || s.StepMinutes != Math.Floor(s.StepMinutes!.Value)) return ("stepMinutes", Said("", s.StepMinutes, $"a whole number from 1 to {LongestStep}"));
        if (s.MmPerHour is not { Length: > 0 and <= MostValues }) return ("mmPerHour", $"has {s.MmPerHour?.Length ?? 0} values; expected 1 to {MostValues}.");
        return Array.FindIndex(s.MmPerHour, v => v is null || Outside(v, 0, MostRain)) is >= 0 and var bad ? ($"mmPerHour[{bad}]", Said("", s.MmPerHour[bad], $"0 to {MostRain} mm/h")) : null;
    }

    private static long From(RainSeriesBody s) => QueryText.TryInstant(s.From, out var from) ? from?.UnixMilliseconds ?? 0 : 0;

    private static bool Outside(double? value, double least, double most) => value is { } v && !(v >= least && v <= most);

    private static string Said(string name, double? value, string expected) => FormattableString.Invariant($"{name} is {value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "absent"}; expected {expected}.").TrimStart();
}
