using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Incidents.Grades;
using DigitalTwin.Domain.Incidents.Workflow;
using DigitalTwin.Domain.Plans;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Incidents;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary>What a page needs to know of the rules, and the plans.</summary>
internal static class WorkflowEndpoints
{
    public static void MapWorkflow(this IEndpointRouteBuilder incidents) =>
        incidents.MapGet("/workflow", () => Results.Ok(new
        {
            stages = Enum.GetValues<IncidentStage>().Select(IncidentNames.Of),
            actions = IncidentWorkflow.Actions.Select(a => new { action = a.Name, from = a.From.Select(IncidentNames.Of), scope = a.NeedsCommand ? Scopes.CommandIncidents : Scopes.WriteIncidents }),
            conditions = IncidentViews.Of(WorkflowCatalogue.Default.Conditions), recipients = IncidentViews.Of(WorkflowCatalogue.Default.Recipients), grades = IncidentViews.Of(GradeScale.Default.Criteria),
            clocks = ClockCatalogue.Default.Clocks.Select(c => new { c.Id, c.Title, c.StartsOn, grades = IncidentViews.Of(c.Grades), c.Scenarios, c.ForWaterSource, minutes = c.Within.TotalMinutes, graceMinutes = c.Grace.TotalMinutes, c.To, c.Departments, c.EscalateTo, c.Document, c.Clause, c.Verified }),
            warnAtShare = ClockCatalogue.Default.WarnAtShare,
        })).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Stages, actions, closing conditions, recipients, grades and clocks");

    public static void MapPlans(this IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup("/plans").WithTags("Incidents");
        plans.MapGet("", () => Results.Ok(new { items = PlanCatalogue.Default.Plans.Select(IncidentViews.Of) })).RequireAuthorization(Scopes.ReadIncidents).WithSummary("Response plans by scenario");
        plans.MapGet("/{id}", (string id) => PlanCatalogue.Default.Find(id) is { } plan ? Results.Json(IncidentViews.Of(plan)) : Problems.NotFound($"There is no plan '{id}'; expected one of {string.Join(", ", PlanCatalogue.Default.Plans.Select(p => p.Id))}."))
            .RequireAuthorization(Scopes.ReadIncidents).WithSummary("One response plan").ProducesProblem(404);
    }
}
