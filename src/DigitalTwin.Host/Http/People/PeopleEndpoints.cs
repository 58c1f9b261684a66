using DigitalTwin.Contracts;
using DigitalTwin.Domain.People;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.People;
using DigitalTwin.Host.Standards;
using Microsoft.AspNetCore.Identity;
using Orleans;

namespace DigitalTwin.Host.Http.People;

/// <summary><c>/api/v1/people</c>: who may sign in, and what they may do.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/roles", () => Results.Ok(new
        {
            roles = PeopleCatalogue.Default.Roles.Select(r => new { r.Id, title = new TitleView(r.Chinese, r.English), r.Scopes }),
            departments = PeopleCatalogue.Default.Departments.Select(d => new { d.Id, title = new TitleView(d.Chinese, d.English) }),
        })).RequireAuthorization(Scopes.Read).WithTags("People").WithSummary("Roles with what they allow, and departments");
        var people = routes.MapGroup("/people").WithTags("People").RequireAuthorization(Scopes.WritePeople);
        people.MapGet("", List).WithSummary("Everybody who has an account").Produces<PageAnswer<PersonView>>();
        people.MapGet("/{name}", async (UserManager<Account> accounts, string name) => await accounts.FindByNameAsync(name) is { } a ? Results.Ok(PersonView.Of(a.Record)) : NoPerson(name)).WithSummary("One person").Produces<PersonView>().ProducesProblem(404);
        people.MapPost("/{name}", Create).Audited("create account").WithSummary("Make an account").WithDescription("Body {fullName, department, roles, regions?}. Answers with a password that is told once and must be changed at the first sign-in.").ProducesProblem(400).ProducesProblem(409);
        people.MapPut("/{name}", Change).Audited("change account").WithSummary("Change what somebody may do").WithDescription("Body {fullName, department, roles, regions?, isDisabled?, version?}. Rights change at once, also in open sessions; who is disabled is signed out.").Produces<PersonView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        people.MapPost("/{name}/reset", Reset).Audited("reset password").WithSummary("Give somebody a new one-time password").WithDescription("Query: secondFactor=true also takes the second factor away. All sessions end, a lock ends.").ProducesProblem(404);
        people.MapGet("/{name}/sessions", async (HttpContext http, UserManager<Account> accounts, Sessions sessions, string name) => await accounts.FindByNameAsync(name) is { } a ? Results.Ok(SessionView.Of(a.Record, sessions, http)) : NoPerson(name)).WithSummary("Where somebody is signed in").Produces<PageAnswer<SessionView>>().ProducesProblem(404);
        people.MapDelete("/{name}/sessions/{id}", async (Sessions sessions, string name, string id) => await sessions.End(AccountName.Normal(name), id) ? Results.NoContent() : Problems.NotFound($"There is no session '{id}' of '{name}'.")).Audited("end session").WithSummary("End one session of somebody").Produces(204).ProducesProblem(404);
        people.MapDelete("/{name}/sessions", EndSessions).Audited("end sessions").WithSummary("Sign somebody out everywhere").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> List(IGrainFactory grains)
    {
        var names = await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Names();
        var records = await Task.WhenAll(names.Select(n => grains.GetGrain<IAccountGrain>(n).Read()));
        return Results.Ok(new PageAnswer<PersonView>([.. records.OfType<AccountRecord>().OrderBy(r => r.Name, StringComparer.Ordinal).Select(PersonView.Of)], null));
    }

    private static async Task<IResult> Create(UserManager<Account> accounts, string name, PersonBody body)
    {
        name = AccountName.Normal(name);
        if (!AccountName.IsValid(name)) return Problems.BadField("name", $"name is '{name}'; expected 2 to {AccountName.Longest} letters, digits, dots, hyphens or underscores.");
        if (body.Fault(PeopleCatalogue.Default) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        if (await accounts.FindByNameAsync(name) is not null) return Problems.Of(409, $"There is an account '{name}' already.", new() { ["field"] = "name" });
        var password = OneTimePassword.New();
        var account = Account.New(name, body.FullName!, body.Department!, body.Roles!, body.Regions ?? []);
        var made = await accounts.CreateAsync(account, password);
        return made.Succeeded ? new Untold(new { person = PersonView.Of(account.Record), oneTimePassword = password }, 201) : Problems.Of(409, Why(made));
    }

    private static async Task<IResult> Change(HttpContext http, UserManager<Account> accounts, IGrainFactory grains, string name, PersonBody body)
    {
        if (await accounts.FindByNameAsync(name) is not { } account) return NoPerson(name);
        if (body.Fault(PeopleCatalogue.Default) is { } fault) return Problems.BadField(fault.Field, fault.Why);
        var before = account.Record;
        if (body.Version is { } version && version != before.Version) return Problems.Of(409, $"The account is at version {before.Version} by now, not {version}; read it again.", new() { ["field"] = "version" });
        var after = before with { FullName = body.FullName!, Department = body.Department!, Roles = body.Roles!, Regions = body.Regions ?? [], IsDisabled = body.IsDisabled ?? before.IsDisabled };
        if (IsAdministrator(before) && !IsAdministrator(after) && !await IsAnotherAdministrator(grains, before.Name)) return Problems.Of(409, "This is the last administrator; make another one first.", new() { ["field"] = "roles" });
        http.Was(PersonView.Of(before));
        account.Record = after;
        var changed = after.IsDisabled && !before.IsDisabled ? await accounts.UpdateSecurityStampAsync(account) : await accounts.UpdateAsync(account);
        return changed.Succeeded ? Results.Ok(PersonView.Of(account.Record)) : Problems.Of(409, Why(changed));
    }

    private static async Task<IResult> Reset(UserManager<Account> accounts, string name, bool? secondFactor)
    {
        if (await accounts.FindByNameAsync(name) is not { } account) return NoPerson(name);
        if (account.Record.ExternalSubject is not null) return Problems.Of(409, "This one signs in at another provider, and has no password here.");
        var password = OneTimePassword.New();
        account.Record = account.Record with { MustChangePassword = true, Failures = 0, LockedUntil = null, PasswordHash = accounts.PasswordHasher.HashPassword(account, password) };
        if (secondFactor == true) account.Record = account.Record with { IsTwoFactor = false, AuthenticatorKey = null, RecoveryCodes = [] };
        var changed = await accounts.UpdateSecurityStampAsync(account);
        return changed.Succeeded ? new Untold(new { oneTimePassword = password }) : Problems.Of(409, Why(changed));
    }

    private static async Task<IResult> EndSessions(UserManager<Account> accounts, string name)
    {
        if (await accounts.FindByNameAsync(name) is not { } account) return NoPerson(name);
        var changed = await accounts.UpdateSecurityStampAsync(account);
        return changed.Succeeded ? Results.NoContent() : Problems.Of(409, Why(changed));
    }

    private static bool IsAdministrator(AccountRecord r) => !r.IsDisabled && r.Roles.Contains("administrator");

    private static async Task<bool> IsAnotherAdministrator(IGrainFactory grains, string but)
    {
        foreach (var name in await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Names())
            if (name != but && await grains.GetGrain<IAccountGrain>(name).Read() is { } record && IsAdministrator(record)) return true;
        return false;
    }

    private static string Why(IdentityResult result) => string.Join(" ", result.Errors.Select(e => e.Description));

    private static IResult NoPerson(string name) => Problems.NotFound($"There is no account '{name}'.");
}
