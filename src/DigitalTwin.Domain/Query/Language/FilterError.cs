namespace DigitalTwin.Domain.Query.Language;

/// <summary>Why a filter cannot be understood.</summary>
/// <param name="Column">1-based column of the text where it goes wrong; one past the end where something is missing.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record FilterError(int Column, string Message)
{
    public override string ToString() => $"column {Column}: {Message}";
}

/// <summary>Carries an error out of the depths of the parser; never leaves this folder.</summary>
internal sealed class FilterException(int column, string message) : Exception(message)
{
    public FilterError Error { get; } = new(column, message);
}
