using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards;

/// <summary>The limits that one class of discharge or use must keep, from one document.</summary>
/// <param name="Source">How the numbers are known.</param>
public sealed record LimitClass(string Id, string Document, Title DocumentTitle, Title Title, Title Source, IReadOnlyList<Limit> Limits)
{
    /// <summary>The binding limits in force on a day, each once.</summary>
    public IEnumerable<Limit> InForce(DateOnly day) => Limits.Where(l => l.IsInForce(day) && !l.IsPending);

    /// <summary>The limit in force for a quantity, the shortest basis first; null if there is none.</summary>
    /// <param name="other">Newest value of another quantity of the same place, NaN where unknown; a condition on an unknown value does not hold.</param>
    public Limit? Find(Quantity quantity, DateOnly day, Func<Quantity, double> other)
    {
        foreach (var limit in Limits)
            if (limit.Quantity == quantity && !limit.IsPending && limit.IsInForce(day) && Holds(limit, other)) return limit;
        return null;
    }

    /// <summary>The limits that apply on a day under what else is measured: of each quantity and basis the first whose condition holds.</summary>
    public IEnumerable<Limit> Applying(DateOnly day, Func<Quantity, double> other) =>
        InForce(day).Where(l => Holds(l, other)).DistinctBy(l => (l.Quantity, l.Basis));

    private static bool Holds(Limit limit, Func<Quantity, double> other) => limit.When is not { } when || other(when.Quantity) <= when.AtMost;
}

public sealed record Title(string Chinese, string English);

/// <summary>A use of reclaimed water and the class of limits it falls under.</summary>
public sealed record ReuseUse(string Id, Title Title, string LimitClass);
