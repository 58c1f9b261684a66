using System.Security.Claims;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.People;

namespace DigitalTwin.Host.Incidents;

/// <summary>Who is behind a request or a hub connection, as incidents see him. The one place where rights by department and region enter.</summary>
internal static class IncidentActor
{
    public static Actor Of(ClaimsPrincipal? user)
    {
        var reach = Caller.Of(user);
        // A person without a department would pass for a machine, which acts for all.
        return new Actor(reach.Name ?? "", user?.FindFirstValue(FullNameClaim), reach.IsMachine ? null : reach.Department ?? "", [.. reach.Regions], reach.Has(Scopes.WriteIncidents), reach.Has(Scopes.CommandIncidents));
    }

    public const string FullNameClaim = "fullName";
}
