using System.Globalization;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.DataQuality;

namespace DigitalTwin.Host.Http.DataQuality;

/// <summary>What marks mean, and the sources of readings by trouble.</summary>
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
        routes.MapGet("/quality/marks", (QualityRules rules) => Results.Ok(new { items = rules.Marks.Select(m => new { m.Id, m.Letter, name = new QualityName(m.Chinese, m.English), validity = m.Validity, usable = m.Code.IsUsable() }) }))
            .RequireAuthorization(Scopes.Read).WithTags("Data quality").WithSummary("Reasons to doubt a reading");
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
