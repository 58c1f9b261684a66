namespace DigitalTwin.Domain.Language;

/// <summary>Where and why a text of one of the platform's languages cannot be understood.</summary>
/// <param name="Start">0-based; the text's length where something is missing at its end.</param>
/// <param name="End">Exclusive, and after <paramref name="Start"/> unless nothing is there.</param>
/// <param name="Expected">What could stand there, for a list to choose from; may be empty.</param>
/// <param name="Suggestion">What was probably meant, to be put between start and end; null for no idea.</param>
public sealed record TextFault(int Start, int End, Wording Message, IReadOnlyList<string> Expected, string? Suggestion = null)
{
    public override string ToString() => $"{Start}–{End}: {Message.English}";
}

/// <summary>Carries a fault out of the depths of a parser; never leaves this assembly.</summary>
internal sealed class TextFaultException(TextFault fault) : Exception(fault.Message.English)
{
    public TextFaultException(int start, int end, string chinese, string english, IReadOnlyList<string>? expected = null, string? suggestion = null)
        : this(new TextFault(start, end, new Wording(chinese, english), expected ?? [], suggestion)) { }

    public TextFault Fault => fault;
}
