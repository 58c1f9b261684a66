using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards.Compliance;

/// <summary>Whether a water meets a class by what is measured of it, and what is not measured.</summary>
public sealed record ClassVerdict(LimitClass Class, ComplianceState State, IReadOnlyList<LimitVerdict> Verdicts)
{
    public IEnumerable<Quantity> Broken => Verdicts.Where(v => v.State == ComplianceState.Breached).Select(v => v.Limit.Quantity);
    public IEnumerable<Quantity> Unmeasured => Verdicts.Where(v => v.State == ComplianceState.Unknown).Select(v => v.Limit.Quantity);
    /// <summary>A number that decided here was not compared with its document by anyone.</summary>
    public bool RestsOnUnverified => Verdicts.Any(v => v.State != ComplianceState.Unknown && !v.Limit.Verified);

    /// <summary>As bad as its worst limit; a limit without data leaves it open only where nothing is broken and nothing measured.</summary>
    public static ClassVerdict Of(LimitClass limits, IReadOnlyList<LimitVerdict> verdicts) =>
        new(limits, verdicts.Select(v => v.State).DefaultIfEmpty(ComplianceState.Unknown).Max(), verdicts);
}

/// <summary>Water on its way here that will break limits, and what it will still be good for.</summary>
/// <param name="At">When it arrives.</param>
/// <param name="Limit">Of the class that binds here.</param>
/// <param name="StillMeets">Uses whose classes it keeps, by all that is measured here with this quantity replaced.</param>
public sealed record ExpectedLoss(string Warning, Quantity Quantity, double Value, Instant At, Limit Limit, IReadOnlyList<ReuseUse> StillMeets);

/// <summary>What else a water may serve for.</summary>
public static class Uses
{
    /// <summary>The uses of whose classes no limit is broken and at least one is measured, in the catalogue's order.</summary>
    public static IReadOnlyList<ReuseUse> StillMet(LimitCatalogue catalogue, Func<LimitClass, ClassVerdict> judge) =>
        [.. catalogue.Uses.Where(u => catalogue.Find(u.LimitClass) is { } limits && judge(limits).State is ComplianceState.Met or ComplianceState.AtRisk)];

    /// <summary>The same, if one quantity became another value.</summary>
    public static IReadOnlyList<ReuseUse> StillMetWith(LimitCatalogue catalogue, Func<LimitClass, ClassVerdict> judge, Quantity quantity, double value, DateOnly day) =>
        [.. StillMet(catalogue, judge).Where(u => catalogue.Find(u.LimitClass)!.InForce(day).Where(l => l.Quantity == quantity).All(l => l.IsMetBy(value)))];
}
