using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Book;

namespace DigitalTwin.Domain.Rules.Running;

/// <summary>That a rule holds at an asset, at a level, since when: the body of each fact in <see cref="Stream"/>. What ended has <paramref name="Until"/>.</summary>
/// <remarks>One subject a raise, closed by its end, so <see cref="IFactLog.Open"/> of the stream gives what holds now: the source for alarms and advice alike.</remarks>
/// <param name="Version">Of the rule as it was then.</param>
/// <param name="Level">While it holds its present level; once ended its last.</param>
/// <param name="Since">Unix ms, when the condition began to hold, before any delay.</param>
/// <param name="At">Unix ms of this fact.</param>
public sealed record RuleRaise(string Rule, int Version, Words Title, string Asset, WarningLevel Level, long Since, long At, long? Until)
{
    /// <summary>Stream of the fact log that holds what rules raise and end.</summary>
    public const string Stream = "rules.raised";

    /// <summary>Made of facts, so that a replay gives the same.</summary>
    public string Subject => $"{Rule}@{Asset}@{Since}";

    public bool IsOpen => Until is null;

    public static RuleRaise Read(Fact fact) => JsonSerializer.Deserialize<RuleRaise>(fact.Body.Span, JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"Fact {fact.Sequence} holds no raise.");

    public Task AppendTo(IFactLog facts, Instant knownAt, CancellationToken cancel = default) =>
        facts.AppendToSpan(Stream, Subject, new Instant(At), knownAt, JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web), closes: Until is not null, cancel: cancel);
}
