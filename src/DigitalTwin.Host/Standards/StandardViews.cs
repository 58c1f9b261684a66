using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Host.Standards;

internal sealed record TitleView(string Zh, string En)
{
    public static TitleView Of(Title title) => new(title.Chinese, title.English);
}

/// <summary>One class of limits as the API shows it. Numbers in the quantity's unit.</summary>
internal sealed record LimitClassView(string Id, string Document, TitleView DocumentTitle, TitleView Title, TitleView Source, LimitView[] Limits)
{
    public static LimitClassView Of(LimitClass c, QuantityCatalogue quantities) =>
        new(c.Id, c.Document, TitleView.Of(c.DocumentTitle), TitleView.Of(c.Title), TitleView.Of(c.Source), [.. c.Limits.Select(l => LimitView.Of(l, quantities))]);
}

internal sealed record LimitView(string Quantity, TitleView Name, string Unit, string Basis, double? Min, double? Max, string Document, string Clause,
    string ValidFrom, string? ValidTo, string? WhenQuantity, double? WhenAtMost, bool Verified, bool Pending, TitleView? Note)
{
    public static LimitView Of(Limit l, QuantityCatalogue quantities)
    {
        var quantity = quantities.Of(l.Quantity);
        return new LimitView(quantity.Name, new TitleView(quantity.Chinese, quantity.English), quantity.Unit, BasisName(l.Basis), l.Minimum, l.Maximum, l.Document, l.Clause,
            l.ValidFrom.ToString("yyyy-MM-dd"), l.ValidTo?.ToString("yyyy-MM-dd"), l.When is { } when ? quantities.Of(when.Quantity).Name : null, l.When?.AtMost, l.Verified, l.IsPending, l.Note is { } note ? TitleView.Of(note) : null);
    }

    public static string BasisName(LimitBasis basis) => char.ToLowerInvariant(basis.ToString()[0]) + basis.ToString()[1..];
}
