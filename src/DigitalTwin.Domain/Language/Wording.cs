namespace DigitalTwin.Domain.Language;

/// <summary>The same words in both languages of the platform.</summary>
public sealed record Wording(string Chinese, string English)
{
    public override string ToString() => English;
}
