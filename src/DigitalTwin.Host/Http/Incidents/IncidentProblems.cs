using DigitalTwin.Contracts;

namespace DigitalTwin.Host.Http.Incidents;

/// <summary>Refusals of incidents, each with a code that a page can act upon.</summary>
internal static class IncidentProblems
{
    public static IResult NotThere(string id) => Problems.Of(StatusCodes.Status404NotFound, $"There is no incident '{id}'; GET /api/v1/incidents lists those that there are.", new() { ["code"] = "notThere" });

    public static IResult Faulty(string field, string why) => Problems.Of(StatusCodes.Status400BadRequest, why, new() { ["field"] = field, ["code"] = "faulty" });

    public static IResult Of(IncidentAnswer answer) => Problems.Of(answer.Code switch
    {
        "faulty" => StatusCodes.Status400BadRequest,
        "notYours" => StatusCodes.Status403Forbidden,
        "notThere" => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status409Conflict,
    }, answer.Why ?? "Refused.", new()
    {
        ["code"] = answer.Code, ["field"] = answer.Field, ["version"] = answer.Version, ["open"] = answer.Open.Length > 0 ? answer.Open : null,
        ["incident"] = answer.Incident.Length > 0 ? answer.Incident : null,
    });
}
