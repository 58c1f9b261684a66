using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Mapping;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Imports;
using Microsoft.AspNetCore.Http.Features;

namespace DigitalTwin.Host.Http.Imports;

/// <summary><c>/api/v1/imports</c>: files become a draft, which is mapped and reviewed before anything of the city changes.</summary>
internal static class ImportEndpoints
{
    public const long MaxFileBytes = 256L * 1024 * 1024;
    private const int MostFiles = 50, LongestName = 200;

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/imports").WithTags("Imports");
        imports.MapPost("", Create).RequireAuthorization(Scopes.WriteNetworks).RequireRateLimiting(RateLimits.Heavy).Audited("begin import").WithSummary("Begin an import")
            .WithDescription("Body: the file as it is. Query: as = network name; file = its name with ending (.geojson, .zip of shapefiles, .gpkg, .csv, .inp); crs = EPSG:n where the file does not say; title; profile = a remembered mapping. Answers the draft with layers, a guessed mapping, and what was found.")
            .Produces<ImportView>(201).ProducesProblem(400).ProducesProblem(413);
        imports.MapPost("/{id}/files", AddFile).RequireAuthorization(Scopes.WriteNetworks).RequireRateLimiting(RateLimits.Heavy).Audited("add file to import").WithSummary("Add a file to a draft").Produces<ImportView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        imports.MapGet("", async (ImportStore store, CancellationToken cancel) => new PageAnswer<ImportSummaryView>([.. (await store.All(cancel)).Select(ImportSummaryView.Of)], null)).RequireAuthorization(Scopes.Read).WithSummary("All drafts, newest first");
        imports.MapGet("/{id}", One).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("A draft with its layers, mapping, figures and counts of findings").Produces<ImportView>().ProducesProblem(404);
        imports.MapPut("/{id}/mapping", Map).RequireAuthorization(Scopes.WriteNetworks).RequireRateLimiting(RateLimits.Heavy).Audited("map import").WithSummary("Say how layers are to be understood, and how far apart things may lie")
            .WithDescription("Body {version, layers, options, title}; what is left out stays.").Accepts<MappingBody>("application/json").Produces<ImportView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        imports.MapDelete("/{id}", Discard).RequireAuthorization(Scopes.WriteNetworks).Audited("discard import").WithSummary("Discard a draft; it stays on record").Produces(204).ProducesProblem(404).ProducesProblem(409);
        imports.MapReview();
    }

    private static async Task<IResult> Create(HttpContext http, ImportStore store, ImportDesk desk, ImportProfiles profiles, IRegistry registry, string? @as, string? file, string? crs, string? title, string? profile)
    {
        if (!ImportOptions.IsValidName(@as)) return Problems.BadField("as", $"as is '{@as}'; expected a name for asset ids: lower-case letters, digits, '-' and '_', at most 64.");
        if (Fault(file, crs) is { } fault) return fault;
        var saved = profile is null ? null : await profiles.Find(profile, http.RequestAborted);
        if (profile is not null && saved is null) return Problems.BadField("profile", $"There is no import profile '{profile}'.");
        var record = store.New(@as!, string.IsNullOrWhiteSpace(title) ? @as! : title.Trim(), http.User.Identity?.Name ?? "");
        if (await Keep(http, store, record.Id, file!, 1, crs) is not { } kept) return Problems.Of(413, $"The file is larger than {MaxFileBytes} bytes.");
        if (kept.Bytes == 0) return Problems.BadRequest("The body is empty; expected a file.");
        record = await store.Add(record with { Files = [kept], Mappings = saved?.Layers ?? [] });
        return Results.Created($"/api/v1/imports/{record.Id}", ImportView.Of(await desk.Review(record, http.RequestAborted), registry));
    }

    private static async Task<IResult> AddFile(HttpContext http, ImportStore store, ImportDesk desk, IRegistry registry, string id, string? file, string? crs)
    {
        if (Fault(file, crs) is { } fault) return fault;
        if (await store.Find(id, http.RequestAborted) is not { } before) return NoDraft(id);
        if (Closed(before) is { } closed) return closed;
        if (before.Files.Count >= MostFiles) return Problems.BadRequest($"The draft has {before.Files.Count} files already; expected at most {MostFiles}.");
        if (before.Files.Append(new ImportFile(file!, "", 0, "", null)).Any(f => IsPlan(f.Name))) return Problems.BadField("file", "A plan (.inp) is a network by itself; begin an import of its own for it.");
        http.Was(ImportSummaryView.Of(before));
        if (await Keep(http, store, id, file!, before.Files.Count + 1, crs) is not { } kept) return Problems.Of(413, $"The file is larger than {MaxFileBytes} bytes.");
        var after = await store.Change(id, r => r.State == ImportState.Open ? r with { Files = [.. r.Files, kept] } : null, http.RequestAborted);
        return Results.Ok(ImportView.Of(await desk.Review(after!, http.RequestAborted), registry));
    }

    private static async Task<IResult> One(HttpContext http, ImportStore store, ImportDesk desk, IRegistry registry, string id) =>
        await store.Find(id, http.RequestAborted) is { } record ? Results.Ok(ImportView.Of(await desk.Review(record, http.RequestAborted), registry)) : NoDraft(id);

    private static async Task<IResult> Map(HttpContext http, ImportStore store, ImportDesk desk, IRegistry registry, string id)
    {
        var (body, fault) = await ImportBodies.Read<MappingBody>(http);
        if (body is null) return fault!;
        if (await store.Find(id, http.RequestAborted) is not { } before) return NoDraft(id);
        if (Closed(before) is { } closed) return closed;
        if (body.Options?.Fault() is { } wrong) return Problems.BadField($"options.{wrong.Split(' ')[0]}", wrong);
        var review = await desk.Review(before, http.RequestAborted);
        foreach (var mapping in body.Layers ?? [])
        {
            if (review.Layers.FirstOrDefault(l => l.Layer.Name == mapping.Layer).Layer is not { } layer) return Problems.BadField("layers", $"There is no layer '{mapping.Layer}'; expected one of {string.Join(", ", review.Layers.Select(l => l.Layer.Name))}.");
            if (MappingTargets.Fault(mapping, layer) is { } bad) return Problems.BadField($"layers.{mapping.Layer}.{bad.Field}", bad.Why);
        }
        http.Was(new { before.Version, before.Title, before.Mappings, before.Options });
        var stale = false;
        var after = await store.Change(id, r => (stale = r.Version != body.Version) || r.State != ImportState.Open ? null
            : r with { Mappings = body.Layers ?? r.Mappings, Options = body.Options ?? r.Options, Title = string.IsNullOrWhiteSpace(body.Title) ? r.Title : body.Title.Trim() }, http.RequestAborted);
        return stale ? Stale(after!) : Results.Ok(ImportView.Of(await desk.Review(after!, http.RequestAborted), registry));
    }

    private static async Task<IResult> Discard(HttpContext http, ImportStore store, ImportDesk desk, string id)
    {
        if (await store.Find(id, http.RequestAborted) is not { } before) return NoDraft(id);
        if (Closed(before) is { } closed) return closed;
        http.Was(ImportSummaryView.Of(before));
        await store.Change(id, r => r.State == ImportState.Open ? r with { State = ImportState.Discarded } : null, http.RequestAborted);
        desk.Forget(id);
        return Results.NoContent();
    }

    internal static IResult NoDraft(string id) => Problems.NotFound($"There is no import '{id}'.");

    internal static IResult? Closed(ImportRecord record) => record.State == ImportState.Open ? null
        : Problems.Of(409, record.State == ImportState.Taken ? $"The import was taken as revision {record.TakenRevision}; begin another." : "The import was discarded; begin another.");

    internal static IResult Stale(ImportRecord record) => Problems.Of(409, $"The draft is at version {record.Version} by now; look at it again.", new() { ["version"] = record.Version });

    private static bool IsPlan(string name) => Path.GetExtension(name).Equals(".inp", StringComparison.OrdinalIgnoreCase);

    private static IResult? Fault(string? file, string? crs)
    {
        if (string.IsNullOrWhiteSpace(file) || file.Length > LongestName || file.Any(char.IsControl) || file.IndexOfAny(['/', '\\']) >= 0) return Problems.BadField("file", $"file is '{file}'; expected the file's name without folders, at most {LongestName} characters.");
        var ending = Path.GetExtension(file).ToLowerInvariant();
        if (!FeatureFile.Endings.Contains(ending) && ending != ".inp") return Problems.BadField("file", $"file ends in '{ending}'; expected one of {string.Join(", ", FeatureFile.Endings)}, .inp. A shapefile comes as a .zip of its .shp, .dbf and .prj.");
        return crs is not null && CrsCatalogue.Find(crs, out var why) is null ? Problems.BadField("crs", why) : null;
    }

    private static Task<ImportFile?> Keep(HttpContext http, ImportStore store, string id, string name, int number, string? crs)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxFileBytes + 1;
        return http.Request.ContentLength > MaxFileBytes ? Task.FromResult<ImportFile?>(null) : store.Keep(id, name, number, crs, http.Request.Body, MaxFileBytes, http.RequestAborted);
    }
}
