using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.People;

namespace DigitalTwin.Domain.Resources;

/// <summary>Who or what helps in an emergency. Stored and sent by name.</summary>
public enum ResourceKind { Crew, PumpTruck, Generator, Barrier, SamplingVehicle, EmergencyTank, Hospital, Laboratory }

public enum ResourceState { Ready, Assigned, EnRoute, Working, OutOfService }

/// <summary>A crew, vehicle, store or house. Times in Unix ms, wall time.</summary>
/// <param name="Capacity">In the unit of its kind (<see cref="ResourceKinds"/>); null where not known.</param>
/// <param name="Terminal">Number of the positioning terminal that it carries; null for none.</param>
public sealed record Resource(string Id, int Version, ResourceKind Kind, string Name, string Department, string[] Regions, ResourceState State, Position? Position, long? PositionAt, double? Capacity, string? Contact,
    string? Terminal, string? Incident, string? Task, string? Note)
{
    public Holding Holding => Holding.Of(Department, Regions);

    /// <summary>Null where it can be sent to that incident, else why not. To its own it can be sent again, as with another task.</summary>
    public string? WhyNotAssignable(string incident) => State switch
    {
        ResourceState.OutOfService => "It is out of service.",
        _ when Incident is not null && Incident != incident => $"It is at work for {Incident}; release it first.",
        _ => null,
    };

    public Resource Assigned(string incident, string? task) => this with { Incident = incident, Task = task, State = Incident is null ? ResourceState.Assigned : State };

    public Resource Released() => this with { Incident = null, Task = null, State = State == ResourceState.OutOfService ? State : ResourceState.Ready };

    /// <summary>Null where it may come to that state, else why not.</summary>
    public string? WhyNot(ResourceState next) => next switch
    {
        ResourceState.Ready when Incident is not null => "It is assigned; release it.",
        ResourceState.Assigned or ResourceState.EnRoute or ResourceState.Working when Incident is null => "It is not assigned to an incident.",
        _ => null,
    };

    /// <summary>Straight distance to a place, m; null where its own is not known. Roads are not known to the platform.</summary>
    public double? MetresTo(Position place) => Position is { } own ? GreatCircle.Metres(own, place) : null;
}

/// <summary>What each kind is called, and what its capacity counts.</summary>
public static class ResourceKinds
{
    public static IReadOnlyList<(ResourceKind Kind, string Chinese, string English, string ChineseUnit, string EnglishUnit)> All { get; } =
    [
        (ResourceKind.Crew, "抢修队伍", "Crew", "人", "people"), (ResourceKind.PumpTruck, "排水泵车", "Pump truck", "m³/h", "m³/h"), (ResourceKind.Generator, "发电机", "Generator", "kW", "kW"),
        (ResourceKind.Barrier, "围油栏/挡水板", "Barrier", "m", "m"), (ResourceKind.SamplingVehicle, "采样车", "Sampling vehicle", "样/趟", "samples a trip"), (ResourceKind.EmergencyTank, "应急池", "Emergency tank", "m³", "m³"),
        (ResourceKind.Hospital, "医院", "Hospital", "床", "beds"), (ResourceKind.Laboratory, "实验室", "Laboratory", "样/日", "samples a day"),
    ];
}

/// <summary>Distance on a sphere of the earth's mean radius (haversine).</summary>
public static class GreatCircle
{
    /// <summary>Mean radius of WGS 84, m.</summary>
    private const double Radius = 6_371_008.8;

    public static double Metres(Position a, Position b)
    {
        var (dLat, dLon) = (Radians(b.Latitude - a.Latitude), Radians(b.Longitude - a.Longitude));
        var h = Math.Pow(Math.Sin(dLat / 2), 2) + Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * Math.Pow(Math.Sin(dLon / 2), 2);
        return 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
