using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Resources;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Resources;

namespace DigitalTwin.Host.Http.Resources;

/// <summary>What people say of a resource.</summary>
internal sealed record ResourceBody(ResourceKind? Kind, string? Name, string? Department, string[]? Regions, double[]? Position, double? Capacity, string? Contact, string? Terminal, string? Note, int? Version)
{
    public const int MostResources = 10_000;
    private const int LongestId = 40, LongestText = 200, MostRegions = 50;

    /// <summary>Which field is wrong and why; null where all is well.</summary>
    public (string Field, string Why)? Fault(string id, FactBook<Terminal> terminals)
    {
        if (id.Length is 0 or > LongestId || !id.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')) return ("id", $"id is '{id}'; expected 1 to {LongestId} letters, digits, dots, hyphens or underscores.");
        if (Kind is null || !Enum.IsDefined(Kind.Value)) return ("kind", $"kind is missing; expected one of {string.Join(", ", Enum.GetNames<ResourceKind>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}.");
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestText) return ("name", $"name is missing or too long; expected 1 to {LongestText} characters.");
        if (PeopleCatalogue.Default.Departments.All(d => d.Id != Department)) return ("department", $"There is no department '{Department}'.");
        if (Regions is { } regions && (regions.Length > MostRegions || Array.Exists(regions, r => r is not { Length: > 0 and <= LongestText }))) return ("regions", $"regions: expected at most {MostRegions} names.");
        if (Position is not null && PlaceOf(Position) is null) return ("position", "position: expected [longitude, latitude] in degrees.");
        if (Capacity is { } capacity && !(capacity is >= 0 and <= 1e9)) return ("capacity", "capacity: expected 0 or more.");
        if (Contact?.Length > LongestText || Note?.Length > LongestText) return ("note", $"contact and note: expected at most {LongestText} characters.");
        if (Terminal is not null && terminals.Find(Terminal) is null) return ("terminal", $"There is no terminal '{Terminal}'; PUT /terminals/{{phone}} registers one.");
        return null;
    }

    public Resource Over(string id, Resource? before) => new(id, (before?.Version ?? 0) + 1, Kind!.Value, Name!.Trim(), Department!, Regions ?? [], before?.State ?? ResourceState.Ready, PlaceOf(Position) ?? before?.Position, before?.PositionAt,
        Capacity, Contact, Terminal, before?.Incident, before?.Task, Note);

    public static Position? PlaceOf(double[]? p) => p is [>= -180 and <= 180, >= -90 and <= 90] ? new Position(p[0], p[1]) : null;
}
