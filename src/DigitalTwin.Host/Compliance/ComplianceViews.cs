using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;
using DigitalTwin.Domain.Standards.Compliance;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Compliance;

/// <summary>An asset's compliance as the API shows it. Spans in hours.</summary>
internal sealed record ComplianceView(string Asset, string? Name, string Kind, UseName? Use, string Class, TitleView ClassTitle, string Document, string State, bool RestsOnUnverified,
    VerdictView[] Items, UseName[] StillMeets, ExpectedView[] Expected)
{
    public static ComplianceView Of(AssetCompliance c, QuantityCatalogue quantities) => new(c.Asset.Id.Value, c.Asset.Name, Domain.Assets.AssetKinds.WireName(c.Asset.Kind), UseName.Of(c.Use),
        c.Verdict.Class.Id, TitleView.Of(c.Verdict.Class.Title), c.Verdict.Class.Document, StateName(c.Verdict.State), c.Verdict.RestsOnUnverified,
        [.. c.Verdict.Verdicts.OrderByDescending(v => v.State).ThenBy(v => v.Margin ?? double.MaxValue).Select(v => VerdictView.Of(v, quantities))],
        [.. c.StillMeets.Select(u => UseName.Of(u)!)], [.. c.Expected.OrderBy(e => e.At).Select(e => ExpectedView.Of(e, quantities))]);

    public static string StateName(ComplianceState state) => char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..];
}

internal sealed record UseName(string Use, TitleView Title)
{
    public static UseName? Of(ReuseUse? use) => use is null ? null : new UseName(use.Id, TitleView.Of(use.Title));
}

internal sealed record VerdictView(LimitView Limit, string State, double? Value, double? Latest, string? LatestAt, string Since, double Coverage, double? Margin, double? TrendPerHour, double? BreachInHours)
{
    public static VerdictView Of(LimitVerdict v, QuantityCatalogue quantities) => new(LimitView.Of(v.Limit, quantities), ComplianceView.StateName(v.State), v.Value, v.Latest?.Value, v.Latest?.At.ToString(),
        v.Since.ToString(), Math.Round(v.Coverage, 3), v.Margin, v.Trend?.PerHour, v.BreachIn?.TotalHours);
}

internal sealed record ExpectedView(string Warning, string Quantity, double Value, string At, LimitView Limit, UseName[] StillMeets)
{
    public static ExpectedView Of(ExpectedLoss e, QuantityCatalogue quantities) => new(e.Warning, quantities.Of(e.Quantity).Name, e.Value, e.At.ToString(), LimitView.Of(e.Limit, quantities), [.. e.StillMeets.Select(u => UseName.Of(u)!)]);
}
