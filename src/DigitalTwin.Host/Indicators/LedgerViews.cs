using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Indicators.Targets;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Indicators;

/// <summary>A line of the ledger as the API shows it. Shares 0–1.</summary>
internal sealed record LedgerRowView(string Id, TitleView Title, TitleView Explanation, string Group, string Unit, string Sense, string Year, string Period, double? Value, string? Why, LedgerQualityView Quality, string? KeptAt,
    TargetView? Target, TargetView? Next, double? Gap, TrendPoint[] Trend, OutlookView? Forecast, PartCount? Parts, string Formula)
{
    public static LedgerRowView Of(LedgerLine line)
    {
        var (d, e) = (line.Definition, line.Entry);
        var judging = line.Target.Judging;
        // A year's total is judged at the year's end; until then by where it is heading.
        var judged = d.Year == YearRule.Total && line.Entry.Period.Length == 4 ? line.Outlook?.Value ?? e.Value : e.Value;
        return new LedgerRowView(d.Id, Words(d.Title), Words(d.Explanation), d.Group, d.Unit, WireNames.Of(d.Sense), WireNames.Of(d.Year), e.Period, Number(e.Value), e.Why, LedgerQualityView.Of(e.Quality), line.KeptAt?.ToString(),
            TargetView.Of(judging, line.Target.InForce is not null), TargetView.Of(judging == line.Target.Next ? null : line.Target.Next, false),
            judging is not null && judged is { } value && (d.Year != YearRule.Total || e.Period.Length == 4) ? Number(TargetChoice.Gap(value, judging.Value, d.Sense)) : null,
            [.. line.Trend.Select(t => new TrendPoint(t.Month.ToString(), Number(t.Value)))], line.Outlook is { } o ? new OutlookView(Number(o.Value), Number(o.Low), Number(o.High), o.Months, o.IsSeasonal ? "seasonal" : "mean") : null,
            d.PartLimit is { } limit ? new PartCount(e.Parts.Count, e.Parts.Count(p => p.Breaches), limit, WireNames.Of(d.PartSense)) : null, e.Formula);
    }

    internal static TitleView Words(Wording wording) => new(wording.Chinese, wording.English);

    internal static double? Number(double? value) => value is { } v ? WireNames.Finite(v) : null;
}

internal sealed record LedgerQualityView(string Grade, double? Coverage, double Measured, double Entered, int Gaps)
{
    public static LedgerQualityView Of(LedgerQuality q) => new(WireNames.Of(q.Grade), q.Coverage is { } c ? Math.Round(c, 4) : null, Math.Round(q.Measured, 4), Math.Round(q.Entered, 4), q.Gaps);
}

internal sealed record TrendPoint(string Period, double? Value);
internal sealed record OutlookView(double? Value, double? Low, double? High, int Months, string Method);
internal sealed record PartCount(int Total, int Breaching, double Limit, string Sense);

internal sealed record TargetView(string Document, string DocumentName, TitleView DocumentTitle, string? Indicator, TitleView? Title, string? Unit, double Value, int Year, string Clause, string Region, bool Other, bool Verified, bool InForce)
{
    public static TargetView? Of(Target? t, bool inForce) => t is null ? null
        : new TargetView(t.Document.Id, t.Document.Document, LedgerRowView.Words(t.Document.Title), t.Indicator, t.Title is null ? null : LedgerRowView.Words(t.Title), t.Unit, t.Value, t.Year, t.Clause, t.Region, t.IsOther, t.Verified, inForce);
}

/// <summary>One figure opened: all that it was made of.</summary>
internal sealed record LedgerDetailView(LedgerRowView Row, string Filled, double? Recomputed, string Document, string Clause, bool Verified, LedgerInputView[] Inputs, MissingView[] Missing, PartView[] Parts, TargetView[] Targets, object? Geometry)
{
    public static LedgerDetailView Of(LedgerSheet sheet, LedgerLine line, IRegistry registry) => new(LedgerRowView.Of(line), line.Entry.Filled(), LedgerRowView.Number(line.Entry.Recompute().Value),
        line.Definition.Document, line.Definition.Clause, line.Definition.Verified,
        [.. line.Entry.Inputs.Select(i => LedgerInputView.Of(line.Definition.Inputs.First(d => d.Name == i.Name), i, registry))],
        [.. line.Entry.Missing.Select(m => new MissingView(m.Input, m.Asset, Name(registry, m.Asset), m.Month, WireNames.Of(m.Why), m.Coverage is { } c ? Math.Round(c, 4) : null))],
        [.. line.Entry.Parts.OrderByDescending(p => p.Breaches).ThenBy(p => p.Asset, StringComparer.Ordinal).Select(p => new PartView(p.Asset, Name(registry, p.Asset), LedgerRowView.Number(p.Value), p.Breaches))],
        [.. TargetCatalogue.Default.Of(line.Definition.Id).Select(t => TargetView.Of(t, t == line.Target.InForce)!)], Gaps(sheet, line));

    /// <summary>Where spacing is judged, the hops as lines; those too long are marked.</summary>
    private static object? Gaps(LedgerSheet sheet, LedgerLine line)
    {
        if (line.Definition.Id != "intakeSpacing") return null;
        var places = sheet.Places;
        double[] Point(int at) => places.Network.Nodes[places.Intakes[at]].Position is var p ? [p.Longitude, p.Latitude] : [];
        return new
        {
            type = "FeatureCollection",
            features = places.Hops.Select(h => new
            {
                type = "Feature", geometry = new { type = "LineString", coordinates = new[] { Point(h.From), Point(h.To) } },
                properties = new { from = places.IdOf(places.Intakes[h.From]), to = places.IdOf(places.Intakes[h.To]), metres = Math.Round(h.Metres), breaches = h.Metres / 1000 > line.Definition.PartLimit },
            }).ToArray(),
        };
    }

    /// <summary>Names of one asset, or of both ends of a hop.</summary>
    internal static string? Name(IRegistry registry, string? asset) => asset is null ? null
        : string.Join(" – ", asset.Split(" – ").Select(id => AssetId.IsValid(id) && registry.Find(new AssetId(id)) is { } entry ? entry.Name ?? entry.Id.Local : id));
}

internal sealed record LedgerInputView(string Name, TitleView Title, string Unit, string Kind, string? Document, string? Clause, bool Verified, double? Total, LedgerItemView[] Items)
{
    public static LedgerInputView Of(InputDefinition d, LedgerInput input, IRegistry registry) => new(d.Name, LedgerRowView.Words(d.Title), d.Unit, WireNames.Of(d.Kind), d.Document, d.Clause, d.Verified,
        d.Kind is InputKind.Volume or InputKind.Monthly or InputKind.Counted && input.Items.Count > 0 ? LedgerRowView.Number(input.Items.Sum(i => i.Value)) : null,
        [.. input.Items.Select(i => new LedgerItemView(i.Asset, LedgerDetailView.Name(registry, i.Asset), i.Month, LedgerRowView.Number(i.Value), WireNames.Of(i.Source), i.Count, i.Coverage is { } c ? Math.Round(c, 4) : null, i.Who, i.EnteredAt is { } at ? new Instant(at).ToString() : null, i.Origin))]);
}

internal sealed record LedgerItemView(string? Asset, string? Name, string? Month, double? Value, string Source, long Count, double? Coverage, string? Who, string? EnteredAt, string? Origin);
internal sealed record MissingView(string Input, string? Asset, string? Name, string? Month, string Why, double? Coverage);
internal sealed record PartView(string Asset, string? Name, double? Value, bool Breaches);

/// <summary>A statistic as the API shows it.</summary>
internal sealed record StatisticView(string Id, string? Asset, string? Name, string Period, double? Value, string Source, string? Note, string Who, string KnownAt)
{
    public static StatisticView Of(StatisticEntry e, IRegistry registry) => new(e.Id, e.Asset, LedgerDetailView.Name(registry, e.Asset), e.Period, e.Value, e.Source, e.Note, e.Who, new Instant(e.KnownAt).ToString());
}
