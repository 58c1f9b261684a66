using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Indicators;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.PipeCondition;

namespace DigitalTwin.Host.Http.PipeCondition;

/// <summary><c>/api/v1/condition</c>: inspections of pipes, their scores by CJJ 181, risk, renewal under a budget, and outside water.</summary>
internal static class ConditionEndpoints
{
    private const int HighestLimit = 5000;
    private const int LargestFile = 16 * 1024 * 1024;
    private const double HighestBudget = 10_000_000;

    public static void MapCondition(this IEndpointRouteBuilder routes)
    {
        var condition = routes.MapGroup("/condition").WithTags("Condition");
        condition.MapGet("/catalogue", Catalogue).RequireAuthorization(Scopes.Read).WithSummary("Codes, scores and factors of CJJ 181");
        condition.MapGet("/pipes", Pipes).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Pipes by risk").WithDescription("Query: network, inspected = true or false, limit (1 to 5000). F, S_M, RI and G, Y_M, MI, advice, and risk = likelihood × consequence.").ProducesProblem(404);
        condition.MapGet("/plan", Plan).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Renewal under a budget, by each strategy").WithDescription("Query: network, budget in 10⁴ CNY. Greedy; bound says what no choice can exceed.").ProducesProblem(400).ProducesProblem(404);
        condition.MapGet("/inflow", Inflow).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("Outside water that reaches each plant").WithDescription("Query: network, reference = BOD5 of undiluted sewage in mg/L (250). By night flow, dilution and the answer to rain, from the last 30 days.").ProducesProblem(400).ProducesProblem(404);
        condition.MapGet("/inspections", List).RequireAuthorization(Scopes.Read).WithSummary("Inspections as they stand, newest first").WithDescription("Query: network, asset, asOf.").ProducesProblem(400).ProducesProblem(404);
        condition.MapPost("/inspections", Enter).RequireAuthorization(Scopes.WriteCondition).Audited("enter inspection").WithSummary("Enter an inspection, or correct one of the same pipe and time")
            .WithDescription("Body {asset, at, method?, lengthM, upstream?, importance?, soil?, defects:[{code, grade, fromM, toM?, clock?, note?}], inspector?, report?, note?, requestId?}.").ProducesProblem(400);
        condition.MapPost("/inspections/import", Import).RequireAuthorization(Scopes.WriteCondition).RequireRateLimiting(RateLimits.Heavy).Audited("import inspections").WithSummary("Take inspections from CSV")
            .WithDescription($"Query: network; check = true only checks. Columns: {string.Join(", ", InspectionCsv.Columns)}; one row a defect. Answers with faults by row and field; an inspection with a faulty row is not taken.").ProducesProblem(400).ProducesProblem(413);
    }

    private static IResult Catalogue() => Results.Ok(new
    {
        DefectCatalogue.Default.Document, verified = DefectCatalogue.Default.IsVerified, source = LedgerRowView.Words(DefectCatalogue.Default.Source), methods = Inspection.Methods,
        defects = DefectCatalogue.Default.Kinds.Select(k => new { k.Code, group = WireNames.Of(k.Group), title = LedgerRowView.Words(k.Name), k.Scores, grades = k.Grades.Select(LedgerRowView.Words), k.Clause }),
        importance = DefectCatalogue.Default.Importance.Select(f => new { f.Id, f.Value, title = LedgerRowView.Words(f.Name) }),
        soils = DefectCatalogue.Default.Soils.Select(f => new { f.Id, f.Value, title = LedgerRowView.Words(f.Name) }),
    });

    private static async Task<IResult> Pipes(LedgerDesk desk, PipeTable table, string? network, bool? inspected, string? limit, CancellationToken cancel)
    {
        if (QueryText.Limit(limit, 200, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        if (desk.NetworkOf(network, null) is not { } found || await table.Of(found.Name, cancel) is not { } rows) return LedgerEndpointsNoNetwork(network);
        return Results.Ok(new
        {
            network = found.Name, total = rows.Count, inspected = rows.Count(r => r.Score is not null), km = Math.Round(rows.Sum(r => r.Link.Length) / 1000, 3), inspectedKm = Math.Round(rows.Where(r => r.Score is not null).Sum(r => r.Link.Length) / 1000, 3),
            grades = Enumerable.Range(1, 4).Select(g => rows.Count(r => r.Score?.Structural.IndexGrade == g)), items = rows.Where(r => inspected is null || (r.Score is not null) == inspected).Take(most).Select(PipeRowView.Of),
        });
    }

    private static async Task<IResult> Plan(LedgerDesk desk, PipeTable table, string? network, double? budget, CancellationToken cancel)
    {
        if (budget is not (>= 0 and <= HighestBudget)) return Problems.BadField("budget", $"budget is {budget}; expected 0 to {HighestBudget} (10⁴ CNY).");
        if (desk.NetworkOf(network, null) is not { } found || await table.Of(found.Name, cancel) is not { } rows) return LedgerEndpointsNoNetwork(network);
        RenewalOption[] options = [.. PipeTable.Options(rows)];
        var byId = rows.ToDictionary(r => r.Id);
        return Results.Ok(new
        {
            network = found.Name, budget, risk = Math.Round(rows.Sum(r => r.Risk.Score), 2), options = options.Length,
            plans = Enum.GetValues<RenewalStrategy>().Select(s => RenewalPlan.Make(s, budget.Value, options)).Select(p => new
            {
                strategy = WireNames.Of(p.Strategy), cost = Math.Round(p.Cost, 2), benefit = Math.Round(p.Benefit, 2), bound = Math.Round(p.Bound, 2), share = Math.Round(p.Share, 4), km = Math.Round(p.Chosen.Sum(o => byId[o.Asset].Link.Length) / 1000, 3),
                works = p.Chosen.Take(HighestLimit).Select(o => new { o.Asset, name = byId[o.Asset].Link.Name, work = WireNames.Of(o.Work), cost = Math.Round(o.Cost, 2), benefit = Math.Round(o.Benefit, 2), inspected = byId[o.Asset].Score is not null }),
            }),
        });
    }

    private static async Task<IResult> Inflow(LedgerDesk desk, InflowReader reader, IRegistry registry, string? network, double? reference, CancellationToken cancel)
    {
        if (reference is not (null or (> 0 and <= 2000))) return Problems.BadField("reference", $"reference is {reference}; expected more than 0 and at most 2000 mg/L.");
        if (desk.NetworkOf(network, null) is not { } found) return LedgerEndpointsNoNetwork(network);
        var all = await reader.Of(found, reference ?? 250, cancel);
        return Results.Ok(new { network = found.Name, reference = reference ?? 250, items = all.Select(p => new { asset = p.Plant, name = LedgerDetailView.Name(registry, p.Plant), bod5 = p.Bod, nightFlow = LedgerRowView.Number(p.Found.NightFlow), meanFlow = LedgerRowView.Number(p.Found.MeanFlow),
            infiltration = LedgerRowView.Number(p.Found.Infiltration), share = LedgerRowView.Number(p.Found.Share), diluted = LedgerRowView.Number(p.Found.Diluted), rainResponse = LedgerRowView.Number(p.Found.RainResponse), p.Found.DryNights, grade = WireNames.Of(p.Found.Grade) }) });
    }

    private static async Task<IResult> List(LedgerDesk desk, InspectionBook book, IRegistry registry, string? network, string? asset, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        if (desk.NetworkOf(network ?? asset?.Split(':')[0], then) is not { } found) return LedgerEndpointsNoNetwork(network);
        return Results.Ok(new PageAnswer<InspectionView>([.. (await book.All(found.Name, then, cancel)).Where(k => string.IsNullOrEmpty(asset) || k.Inspection.Asset == asset).Take(HighestLimit).Select(k => InspectionView.Of(k, found))], null));
    }

    private static async Task<IResult> Enter(HttpContext http, InspectionBook book, IRegistry registry, CityCalendar calendar, InspectionBody body, CancellationToken cancel)
    {
        if (body.Asset is null || AssetEndpoints.FindAsset(registry, body.Asset) is not { Kind: AssetKind.PipeSegment } pipe || registry.Find(pipe.Id.Network) is not { } network) return Problems.BadField("asset", $"asset is '{body.Asset}'; expected the id of a pipe.");
        if (body.At is null || InspectionCsv.ReadTime(body.At, calendar) is not { } at) return Problems.BadField("at", $"at is '{body.At}'; expected a day such as 2026-05-01, or a time with an offset.");
        if (body.RequestId is { Length: > 64 }) return Problems.BadField("requestId", "requestId is longer than 64 characters.");
        var inspection = new Inspection(InspectionBook.IdOf(pipe.Id.Value, at), pipe.Id.Value, at, body.Method ?? "cctv", body.LengthM, body.Upstream, new PipeSite(body.Importance ?? "other", body.Soil ?? "ordinary"),
            [.. (body.Defects ?? []).Select(d => new Defect((d.Code ?? "").ToUpperInvariant(), d.Grade, d.FromM, d.ToM, d.Clock, d.Note))], body.Inspector, body.Report, body.Note);
        if (inspection.Fault(DefectCatalogue.Default) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        http.Was((await book.Versions(inspection.Id, cancel)).Select(k => InspectionView.Of(k, network)).FirstOrDefault());
        return Results.Ok(InspectionView.Of((await book.Enter([inspection], http.User.Identity?.Name ?? "", body.RequestId, cancel))[0], network));
    }

    private static async Task<IResult> Import(HttpContext http, LedgerDesk desk, InspectionBook book, IRegistry registry, CityCalendar calendar, string? network, bool? check, string? requestId, CancellationToken cancel)
    {
        if (desk.NetworkOf(network, null) is not { } found) return LedgerEndpointsNoNetwork(network);
        using var body = await RequestBody.Read(http, LargestFile);
        if (body is null) return Problems.Of(StatusCodes.Status413PayloadTooLarge, $"The file is larger than {LargestFile} bytes.");
        var (inspections, faults) = InspectionCsv.Read(System.Text.Encoding.UTF8.GetString(body.Bytes), found.Name, registry, calendar);
        if (check != true && inspections.Count > 0) await book.Enter(inspections, http.User.Identity?.Name ?? "", requestId, cancel);
        return Results.Ok(new { accepted = inspections.Count, kept = check != true, rejected = faults.Take(1000), faults = faults.Count });
    }

    private static IResult LedgerEndpointsNoNetwork(string? network) => Indicators.LedgerEndpoints.NoNetwork(network);

    internal sealed record InspectionBody(string? Asset, string? At, string? Method, double LengthM, bool Upstream, string? Importance, string? Soil, DefectBody[]? Defects, string? Inspector, string? Report, string? Note, string? RequestId);
    internal sealed record DefectBody(string? Code, int Grade, double FromM, double? ToM, string? Clock, string? Note);
}

internal sealed record GroupScoreView(double Mean, double Highest, double Severity, int Grade, double Density, int Spread, double Index, int IndexGrade, double Importance, double Size, double Soil, int Defects)
{
    public static GroupScoreView Of(GroupScore s) => new(Math.Round(s.Mean, 3), s.Highest, Math.Round(s.Severity, 3), s.Grade, Math.Round(s.Density, 4), s.Spread, Math.Round(s.Index, 3), s.IndexGrade, s.Importance, s.Size, s.Soil, s.Defects);
}

internal sealed record PipeScoreView(GroupScoreView Structural, GroupScoreView Functional, string Advice)
{
    public static PipeScoreView Of(PipeScore s) => new(GroupScoreView.Of(s.Structural), GroupScoreView.Of(s.Functional), WireNames.Of(s.Advice));
}

internal sealed record PipeRowView(string Id, string? Name, string Class, string? Material, double? Age, double DiameterM, double LengthM, string? InspectedAt, PipeScoreView? Score, double Likelihood, double Consequence, double Risk, double ServedShare, int Drainers, int Intakes, double ReuseShare)
{
    public static PipeRowView Of(PipeRow r) => new(r.Id, r.Link.Name, WireNames.Of(r.Link.Class), r.Link.Attributes.GetValueOrDefault("material"), r.Age, r.Link.Section.Height, Math.Round(r.Link.Length, 1), r.Inspection?.Inspection.At.ToString(), r.Score is null ? null : PipeScoreView.Of(r.Score),
        Math.Round(r.Risk.Likelihood, 2), Math.Round(r.Risk.Consequence, 2), Math.Round(r.Risk.Score, 2), Math.Round(r.Consequence.ServedShare, 4), r.Consequence.Drainers, r.Consequence.Intakes, Math.Round(r.Consequence.ReuseShare, 4));
}

internal sealed record InspectionView(string Id, string Asset, string? Name, string At, string Method, double LengthM, bool Upstream, string Importance, string Soil, Defect[] Defects, string? Inspector, string? Report, string? Note, string Who, string KnownAt, PipeScoreView Score)
{
    public static InspectionView Of(KeptInspection k, Network network)
    {
        var i = k.Inspection;
        var link = network.Links.FirstOrDefault(l => $"{network.Name}:{l.LocalId}" == i.Asset);
        return new InspectionView(i.Id, i.Asset, link?.Name, i.At.ToString(), i.Method, i.Length, i.IsUpstream, i.Site.Importance, i.Site.Soil, [.. i.Defects], i.Inspector, i.Report, i.Note, k.Who, new Instant(k.KnownAt).ToString(), PipeScoreView.Of(PipeScore.Of(i, link?.Section.Height ?? 0, link?.Length ?? i.Length)));
    }
}
