using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Demo;
using DigitalTwin.Host.Live;
using DigitalTwin.Simulation.Scenarios;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/demo</c>: what can go wrong in the demo city, on demand.</summary>
internal static class DemoEndpoints
{
    private static readonly string Names = string.Join(", ", Enum.GetValues<ScenarioKind>().Select(WireNames.Of));

    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/demo/scenarios", List).RequireAuthorization(Scopes.Read).WithSummary("Scenarios that run in the demo city");
        routes.MapPost("/demo/scenarios/{name}", Start).RequireAuthorization(Scopes.RunDemo).Audited("start demo scenario").WithSummary("Start a scenario in the demo city")
            .WithDescription($"name is one of {Names}; target = local id of the asset where it happens, chosen if absent.");
    }

    private static IResult List(IServiceProvider services) => City(services) is { } city
        ? Results.Ok(new PageAnswer<ScenarioAnswer>([.. city.Active.Select(ScenarioAnswer.Of)], null))
        : NoDemo();

    private static IResult Start(IServiceProvider services, string name, string? target)
    {
        if (!Enum.TryParse<ScenarioKind>(name, ignoreCase: true, out var kind) || char.IsDigit(name[0])) return Problems.NotFound($"There is no scenario '{name}'; expected one of {Names}.");
        if (City(services) is not { } city) return NoDemo();
        try
        {
            var started = city.Start(kind, string.IsNullOrEmpty(target) ? null : target);
            return Results.Accepted(value: ScenarioAnswer.Of(started));
        }
        catch (ArgumentException e)
        {
            return Problems.BadField("target", e.Message);
        }
    }

    private static Simulation.CitySimulation? City(IServiceProvider services) => services.GetService<DemoCityHost>()?.Simulation;

    private static IResult NoDemo() => Problems.Of(StatusCodes.Status409Conflict, "No demo city runs here (yet); start one with --city demo.");
}

internal sealed record ScenarioAnswer(string Name, string? Target, string StartedAt, string EndsAt)
{
    public static ScenarioAnswer Of(ActiveScenario scenario) => new(WireNames.Of(scenario.Kind), scenario.Target, scenario.StartedAt.ToString(), scenario.EndsAt.ToString());
}
