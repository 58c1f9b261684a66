using DigitalTwin.Domain.Language;

namespace DigitalTwin.Domain.Indicators.Targets;

/// <summary>A document that sets targets.</summary>
public sealed record TargetDocument(string Id, string Document, Wording Title, string Region);

/// <summary>What a document asks for by the end of a year.</summary>
/// <param name="Indicator">Of the ledger; null where the ledger has no such figure, and <paramref name="Title"/> says what it is.</param>
/// <param name="Region">For whom, in the document's words.</param>
/// <param name="IsOther">It holds for some other part of the region than cities in general, and is shown beside.</param>
/// <param name="Verified">Compared with the document's text.</param>
public sealed record Target(TargetDocument Document, string? Indicator, Wording? Title, string? Unit, double Value, int Year, string Clause, string Region, bool IsOther, bool Verified);

/// <summary>The targets that hold for a figure in a year.</summary>
/// <param name="InForce">The newest that is due already; null where none is.</param>
/// <param name="Next">The next one that comes due.</param>
public sealed record TargetChoice(Target? InForce, Target? Next)
{
    /// <summary>By which a figure is judged: what is due, else what comes due.</summary>
    public Target? Judging => InForce ?? Next;

    /// <summary>How much is to be made up, in the figure's unit; negative where there is room to spare.</summary>
    public static double Gap(double value, double target, TargetSense sense) => sense == TargetSense.AtLeast ? target - value : value - target;
}

/// <summary>Where the parts of a document's headline do not add up to it.</summary>
/// <param name="Sum">Of the parts.</param>
public sealed record TargetConflict(TargetDocument Document, int Year, Target Headline, IReadOnlyList<Target> Parts, double Sum)
{
    public double Difference => Sum - Headline.Value;
}
