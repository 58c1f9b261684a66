using DigitalTwin.Gis.Mapping;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Imports;

namespace DigitalTwin.Host.Http.Imports;

/// <summary><c>/api/v1/import-profiles</c>: mappings that are used again.</summary>
internal static class ImportProfileEndpoints
{
    private const int LongestName = 64, MostProfiles = 200;

    public static void MapImportProfiles(this IEndpointRouteBuilder routes)
    {
        var profiles = routes.MapGroup("/import-profiles").WithTags("Imports");
        profiles.MapGet("", async (ImportProfiles book, CancellationToken cancel) => new PageAnswer<MappingProfile>([.. await book.All(cancel)], null)).RequireAuthorization(Scopes.Read).WithSummary("Remembered mappings");
        profiles.MapPut("/{name}", Put).RequireAuthorization(Scopes.WriteNetworks).Audited("save import profile").WithSummary("Remember a mapping").Accepts<MappingProfile>("application/json").Produces<MappingProfile>().ProducesProblem(400);
        profiles.MapDelete("/{name}", Delete).RequireAuthorization(Scopes.WriteNetworks).Audited("remove import profile").WithSummary("Forget a mapping; what it was stays on record").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> Put(HttpContext http, ImportProfiles book, string name)
    {
        if (name.Length > LongestName || name.Any(char.IsControl)) return Problems.BadField("name", $"name is '{name}'; expected 1 to {LongestName} characters.");
        var (body, fault) = await ImportBodies.Read<ProfileBody>(http);
        if (body is null) return fault!;
        if (body.Layers is not { Count: > 0 }) return Problems.BadField("layers", "layers is empty; expected the mapping of each layer.");
        var all = await book.All(http.RequestAborted);
        var before = all.FirstOrDefault(p => p.Name == name);
        if (before is null && all.Count >= MostProfiles) return Problems.BadRequest($"There are {all.Count} profiles; remove one first.");
        http.Was(before);
        var profile = new MappingProfile(name, body.Layers);
        await book.Save(name, profile, http.User.Identity?.Name ?? "");
        return Results.Ok(profile);
    }

    private static async Task<IResult> Delete(HttpContext http, ImportProfiles book, string name)
    {
        if (await book.Find(name, http.RequestAborted) is not { } before) return Problems.NotFound($"There is no import profile '{name}'.");
        http.Was(before);
        await book.Save(name, null, http.User.Identity?.Name ?? "");
        return Results.NoContent();
    }
}

internal sealed record ProfileBody(IReadOnlyList<LayerMapping>? Layers);
