using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Standards;

/// <summary>A person's correction of one limit, as kept in the fact log: numbers of the printed document, a local stricter value, or a check against the text.</summary>
/// <param name="Class">Id of the class it belongs to.</param>
/// <param name="WhenQuantity">Name of the quantity of its condition, with <paramref name="WhenAtMost"/>; both null without a condition.</param>
/// <param name="Reason">Why, in the editor's words.</param>
public sealed record LimitEdit(string Class, string Quantity, LimitBasis Basis, double? Min, double? Max, DateOnly ValidFrom, string? WhenQuantity, double? WhenAtMost,
    string Document, string Clause, bool Verified, string Reason)
{
    public const int LongestText = 500;

    /// <summary>What is wrong with it: the field, and what was expected; null where nothing is.</summary>
    public (string Field, string Why)? Fault(LimitCatalogue catalogue, QuantityCatalogue quantities)
    {
        if (catalogue.Find(Class) is null) return ("class", $"class is '{Class}'; expected the id of a class of limits, as GET /api/v1/standards lists them.");
        if (quantities.Find(Quantity) is not { } known) return ("quantity", $"quantity is '{Quantity}'; expected the name of a quantity such as cod.");
        if (Min is null && Max is null) return ("max", "min and max are both absent; expected at least one bound.");
        if (Min is { } min && !(double.IsFinite(min) && min >= known.Minimum)) return ("min", $"min is {min}; expected at least {known.Minimum} {known.Unit}.");
        if (Max is { } max && !(double.IsFinite(max) && max <= known.Maximum)) return ("max", $"max is {max}; expected at most {known.Maximum} {known.Unit}.");
        if (Min > Max) return ("min", $"min is {Min} and max is {Max}; expected min ≤ max.");
        if (WhenQuantity is not null && quantities.Find(WhenQuantity) is null) return ("whenQuantity", $"whenQuantity is '{WhenQuantity}'; expected the name of a quantity such as temperature.");
        if (WhenQuantity is null != WhenAtMost is null) return ("whenAtMost", "whenQuantity and whenAtMost belong together; expected both or neither.");
        if (string.IsNullOrWhiteSpace(Document) || Document.Length > LongestText) return ("document", $"document names where the number stands; expected 1 to {LongestText} characters.");
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestText) return ("reason", $"reason says why it is changed; expected 1 to {LongestText} characters.");
        return Clause is { Length: > LongestText } ? ("clause", $"clause is longer than {LongestText} characters.") : null;
    }

    /// <summary>The class with this limit in force from its day on; what held until then still judges the days before.</summary>
    public LimitCatalogue ApplyTo(LimitCatalogue catalogue, QuantityCatalogue quantities)
    {
        if (Fault(catalogue, quantities) is not null) return catalogue; // Its class or quantity has gone since it was made.
        var limits = catalogue.Find(Class)!;
        var quantity = quantities.Find(Quantity)!.Quantity;
        var when = WhenQuantity is null ? null : new LimitCondition(quantities.Find(WhenQuantity)!.Quantity, WhenAtMost!.Value);
        var changed = new Limit(quantity, Min, Max, Basis, Document, Clause ?? "", ValidFrom, null, when, Verified);
        var kept = limits.Limits.Where(l => !SamePlace(l, changed) || l.ValidFrom < ValidFrom)
            .Select(l => SamePlace(l, changed) && (l.ValidTo is null || l.ValidTo > ValidFrom) ? l with { ValidTo = ValidFrom } : l);
        return catalogue.With(limits with { Limits = LimitReader.Order(kept.Append(changed)) });
    }

    private static bool SamePlace(Limit a, Limit b) => a.Quantity == b.Quantity && a.Basis == b.Basis && a.When?.Quantity == b.When?.Quantity;
}
