namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Something in a network that the equations cannot stand on, and what was done about it.</summary>
/// <param name="Asset">Local id.</param>
/// <param name="Text">What was found, what was expected, what was used instead; English, to follow the asset's id.</param>
/// <param name="Zh">The same in Chinese.</param>
public sealed record ModelRepair(string Asset, string Text, string Zh)
{
    internal static ModelRepair Of(string asset, FormattableString text, FormattableString zh) => new(asset, FormattableString.Invariant(text), FormattableString.Invariant(zh));

    public override string ToString() => $"{Asset} {Text}";
}

/// <summary>A network that cannot be computed at all; the message says why and what was expected.</summary>
public sealed class UnusableModelException(string message) : Exception(message);
