using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.DataQuality;

namespace DigitalTwin.Host.Http.DataQuality;

/// <summary>What marks mean, the limits behind them, and the sources of readings by trouble.</summary>
internal static class QualityEndpoints
{
    private const int HighestLimit = 500;
    private const int MostDays = 92;

    public static void MapDataQuality(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/devices/quality", List).RequireAuthorization(Scopes.Read).WithTags("Data quality").WithSummary("Sources of readings by trouble")
            .WithDescription("Devices, and assets that report without one, the gravest trouble first. Query: from, to (local days as 2026-06-01; by default the last 14), q, asset, trouble, limit, cursor. "
                + "transmission = spans of the interval in which something came, of those expected; validity = spans with a valid value, of those; effective = both multiplied. Stopped and calibrating spans are expected of nobody.")
            .Produces<QualityAnswer>().ProducesProblem(400);
        routes.MapGet("/quality/marks", (QualityRules rules) => new { items = rules.Marks.Select(m => new { m.Id, m.Letter, name = new QualityName(m.Chinese, m.English), validity = m.Validity, usable = m.Code.IsUsable() }) })
            .RequireAuthorization(Scopes.Read).WithTags("Data quality").WithSummary("Reasons to doubt a reading");
        routes.MapGet("/quality/limits", Limits).RequireAuthorization(Scopes.Read).WithTags("Data quality").WithSummary("By which limits the readings of an asset are marked");
        routes.MapPut("/quality/limits", SetLimits).RequireAuthorization(Scopes.WriteDevices).Audited("set quality limits").WithTags("Data quality").WithSummary("Give an asset limits of its own")
            .WithDescription("Query: asset, quantity. Body: {minimum?, maximum?, perMinute?, leastStep?, spikeFactor?, flatHours?, flatAbove?} in the quantity's canonical unit; what is absent stays as it is. Readings stored before keep their marks.");
        routes.MapDelete("/quality/limits", ClearLimits).RequireAuthorization(Scopes.WriteDevices).Audited("clear quality limits").WithTags("Data quality").WithSummary("Let the quantity's limits hold again");
    }

    private static async Task<IResult> List(QualityList list, QualityViews views, CityCalendar calendar, CityClock clock, string? from, string? to, string? q, string? asset, string? trouble, string? limit, string? cursor, CancellationToken cancel)
    {
        var today = calendar.DayOf(clock.Now);
        if (!TryDay(to, today, out var last)) return Problems.BadField("to", $"to is '{to}'; expected a local day such as 2026-06-01.");
        if (!TryDay(from, last.AddDays(-13), out var first) || first > last || last.DayNumber - first.DayNumber >= MostDays)
            return Problems.BadField("from", $"from is '{from}'; expected a local day such as 2026-06-01, not after 'to' and at most {MostDays} days before it.");
        if (QueryText.Limit(limit, 50, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (!TryOffset(cursor, out var skip)) return Problems.BadField("cursor", $"cursor is '{cursor}'; expected the 'next' of the answer before.");
        Trouble? only = null;
        if (!string.IsNullOrEmpty(trouble))
        {
            if (!Enum.TryParse<Trouble>(trouble, ignoreCase: true, out var t) || !Enum.IsDefined(t)) return Problems.BadField("trouble", $"trouble is '{trouble}'; expected {string.Join(", ", Enum.GetNames<Trouble>().Select(QualityViews.Camel))}.");
            only = t;
        }
        var all = await list.All(s => IsCalled(s, q) && (string.IsNullOrEmpty(asset) || s.Assets.Any(a => a.Id.Value == asset)), cancel);
        var found = only is null ? all : [.. all.Where(s => s.Trouble.Contains(only.Value))];
        var written = await list.Written(first, last, cancel);
        var page = new List<SourceView>();
        foreach (var standing in found.Skip(skip).Take(most)) page.Add(views.Of(standing, clock.Now, await list.Days(standing.Source, first, last, written, cancel)));
        var counts = all.SelectMany(s => s.Trouble).CountBy(t => t).ToDictionary(p => QualityViews.Camel(p.Key.ToString()), p => p.Value);
        return Results.Ok(new QualityAnswer(CityCalendar.Name(first), CityCalendar.Name(last), all.Count, counts, page, found.Count > skip + most ? (skip + most).ToString(CultureInfo.InvariantCulture) : null));
    }

    private static IResult Limits(IRegistry registry, QuantityCatalogue quantities, SeriesSettings settings, QualityRules rules, string? asset, string? quantity)
    {
        if (Series(registry, quantities, asset, quantity, out var entry, out var definition) is { } bad) return bad;
        var limits = settings.LimitsOf(entry!.Key, definition!.Quantity);
        return Results.Ok(QualityViews.Of(entry, definition, limits, isOwn: limits != rules.Of(definition.Quantity)));
    }

    private static async Task<IResult> SetLimits(IRegistry registry, QuantityCatalogue quantities, SeriesSettings settings, LimitBook book, string? asset, string? quantity, LimitsBody body)
    {
        if (Series(registry, quantities, asset, quantity, out var entry, out var definition) is { } bad) return bad;
        var now = settings.LimitsOf(entry!.Key, definition!.Quantity);
        var limits = new SeriesLimits(body.Minimum ?? now.Minimum, body.Maximum ?? now.Maximum, body.PerMinute ?? now.PerMinute, body.LeastStep ?? now.LeastStep, body.SpikeFactor ?? now.SpikeFactor,
            body.FlatHours is { } hours && Math.Abs(hours) < 1000 ? TimeSpan.FromHours(hours) : body.FlatHours is null ? now.FlatAfter : TimeSpan.MaxValue, body.FlatAbove ?? now.FlatAbove);
        if (limits.Fault() is { } fault) return Problems.BadField(fault.Split(' ')[0], fault + ".");
        await book.Set(entry, definition.Quantity, limits);
        return Results.Ok(QualityViews.Of(entry, definition, limits, isOwn: true));
    }

    private static async Task<IResult> ClearLimits(IRegistry registry, QuantityCatalogue quantities, LimitBook book, string? asset, string? quantity)
    {
        if (Series(registry, quantities, asset, quantity, out var entry, out var definition) is { } bad) return bad;
        await book.Set(entry!, definition!.Quantity, null);
        return Results.NoContent();
    }

    private static IResult? Series(IRegistry registry, QuantityCatalogue quantities, string? asset, string? quantity, out AssetEntry? entry, out QuantityDefinition? definition)
    {
        (entry, definition) = (asset is null ? null : AssetEndpoints.FindAsset(registry, asset), quantity is null ? null : quantities.Find(quantity));
        if (entry is null) return asset is null ? Problems.BadField("asset", "asset is missing; expected an id such as city:P2.") : AssetEndpoints.NoAsset(asset);
        return definition is null ? Problems.BadField("quantity", $"quantity is '{quantity}'; expected a name such as level.") : null;
    }

    private static bool IsCalled(QualitySource source, string? q) => string.IsNullOrEmpty(q)
        || source.Assets.SelectMany(a => (string?[])[a.Id.Value, a.Name]).Append(source.Key).Append(source.Device?.Name).Append(source.Device?.Address).Any(text => text?.Contains(q, StringComparison.OrdinalIgnoreCase) == true);

    private static bool TryDay(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return string.IsNullOrEmpty(text) || CityCalendar.TryRead(text, out day);
    }

    private static bool TryOffset(string? cursor, out int offset)
    {
        offset = 0;
        return string.IsNullOrEmpty(cursor) || int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }
}

/// <summary>Limits as a client sets them; absent stays as it is.</summary>
internal sealed record LimitsBody(double? Minimum, double? Maximum, double? PerMinute, double? LeastStep, double? SpikeFactor, double? FlatHours, double? FlatAbove);
