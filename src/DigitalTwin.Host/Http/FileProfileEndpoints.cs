using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/file-profiles</c>: how files of each kind are read.</summary>
internal static class FileProfileEndpoints
{
    private const int MaxBytes = 4 * 1024 * 1024;

    public static void MapFileProfiles(this IEndpointRouteBuilder routes)
    {
        var profiles = routes.MapGroup("/file-profiles").WithTags("Files");
        profiles.MapGet("", All).RequireAuthorization(Scopes.Read).WithSummary("Saved profiles").WithDescription("Query: asOf = as saved then (wall time).").Produces<PageAnswer<SavedProfileView>>();
        profiles.MapGet("/{name}", One).RequireAuthorization(Scopes.Read).WithSummary("One profile").Produces<SavedProfileView>().ProducesProblem(404);
        profiles.MapPut("/{name}", Put).RequireAuthorization(Scopes.WriteDevices).Audited("save file profile").WithSummary("Save a profile, or a new version of it")
            .Accepts<FileProfile>("application/json").Produces<SavedProfileView>().ProducesProblem(400);
        profiles.MapDelete("/{name}", Delete).RequireAuthorization(Scopes.WriteDevices).Audited("remove file profile").WithSummary("Remove a profile; what it was stays on record").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> All(ProfileBook book, string? asOf, CancellationToken cancel) => QueryText.TryInstant(asOf, out var then)
        ? Results.Ok(new PageAnswer<SavedProfileView>([.. (await book.All(then, cancel)).Select(SavedProfileView.Of)], null)) : QueryText.BadInstant("asOf", asOf);

    private static async Task<IResult> One(ProfileBook book, string name, string? asOf, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(asOf, out var then)) return QueryText.BadInstant("asOf", asOf);
        return await book.Find(name, then, cancel) is { } saved ? Results.Ok(SavedProfileView.Of(saved)) : NoProfile(name);
    }

    private static async Task<IResult> Put(HttpContext http, ProfileBook book, QuantityCatalogue quantities, string name)
    {
        using var body = await RequestBody.Read(http, MaxBytes);
        if (body is null) return Problems.Of(413, $"The profile is longer than {MaxBytes} bytes.");
        if (FileProfileBody.Read(System.Text.Encoding.UTF8.GetString(body.Bytes), out var fault) is not { } profile) return fault!;
        if (profile.Name.Length > 0 && profile.Name != name) return Problems.BadField("name", $"name is '{profile.Name}'; expected '{name}' as in the address, or none.");
        profile = profile with { Name = name };
        if (ProfileFaults.Of(profile, quantities) is { Count: > 0 } faults) return Problems.Of(400, faults[0].Why, new() { ["field"] = faults[0].Field, ["faults"] = faults });
        return Results.Ok(SavedProfileView.Of(await book.Save(profile, http.User.Identity?.Name ?? "", http.RequestAborted)));
    }

    private static async Task<IResult> Delete(HttpContext http, ProfileBook book, string name) =>
        await book.Remove(name, http.User.Identity?.Name ?? "", http.RequestAborted) ? Results.NoContent() : NoProfile(name);

    private static IResult NoProfile(string name) => Problems.NotFound($"There is no profile '{name}'.");
}

internal sealed record SavedProfileView(string Name, int Version, string SavedBy, string SavedAt, FileProfile Profile)
{
    public static SavedProfileView Of(SavedProfile saved) => new(saved.Profile.Name, saved.Version, saved.SavedBy, saved.SavedAt.ToString(), saved.Profile);
}
