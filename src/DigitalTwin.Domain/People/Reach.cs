namespace DigitalTwin.Domain.People;

/// <summary>Whose a thing is, and where it lies.</summary>
/// <param name="Departments">None where it is every department's.</param>
/// <param name="Regions">None where it is of the whole city.</param>
public sealed record Holding(IReadOnlyCollection<string> Departments, IReadOnlyCollection<string> Regions)
{
    public static Holding Of(string department, IReadOnlyCollection<string>? regions = null) => new([department], regions ?? []);
}

/// <summary>How far somebody's rights reach: by scope, department and region together. Nothing is allowed that is not allowed here.</summary>
/// <param name="Name">Null for who is not signed in; such a one reaches nothing.</param>
/// <param name="IsMachine">Called by an API key: of no department, so bound by its scopes alone.</param>
/// <param name="Regions">To which the rights are bound; none for the whole city.</param>
public sealed record Reach(string? Name, bool IsMachine, string? Department, IReadOnlyCollection<string> Regions, IReadOnlyCollection<string> Scopes)
{
    public static Reach Nobody { get; } = new(null, false, null, [], []);

    public bool Has(string scope) => Name is not null && Scopes.Contains(scope);

    /// <summary>Whether this one may do to this thing what the scope allows.</summary>
    /// <param name="scope">That the deed needs.</param>
    /// <param name="thing">That it is done to.</param>
    /// <param name="acrossDepartments">A scope whose holders act for every department; null for none. It does not lift the bond to regions.</param>
    public bool May(string scope, Holding thing, string? acrossDepartments = null) =>
        Has(scope) && IsNear(thing.Regions) && (IsOwn(thing.Departments) || acrossDepartments is not null && Has(acrossDepartments));

    private bool IsNear(IReadOnlyCollection<string> regions) => Regions.Count == 0 || regions.Count == 0 || regions.Any(Regions.Contains);

    private bool IsOwn(IReadOnlyCollection<string> departments) => IsMachine || departments.Count == 0 || Department is not null && departments.Contains(Department);
}
