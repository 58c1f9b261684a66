using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Alarms;

/// <summary>Something that may be an alarm: a warning, a silence, a rule's finding. The same signal again changes nothing.</summary>
public sealed record AlarmSignal
{
    /// <summary>With which sources that are rules' findings begin.</summary>
    public const string RulePrefix = "rule:";

    /// <summary>What tells it: a warning's id, <c>silent:…</c>, <c>rule:…</c>. Begins and ends under the same one.</summary>
    public required string Source { get; init; }
    /// <summary>As definitions name it.</summary>
    public required string Trigger { get; init; }
    /// <summary>What it is about: an asset's id, or <c>{network}:@device.{id}</c> and <c>{network}:@route.{protocol}</c>.</summary>
    public required string Subject { get; init; }
    public AssetKind? Kind { get; init; }
    /// <summary>The asset to show on the map; null where there is none.</summary>
    public string? Asset { get; init; }
    /// <summary>Tells apart alarms of one definition at one subject: the quantity of a breach, the id of a rule.</summary>
    public string? Detail { get; init; }
    public required WarningLevel Level { get; init; }
    public Quantity Quantity { get; init; }
    public double Value { get; init; } = double.NaN;
    public double Limit { get; init; } = double.NaN;
    public required Instant Since { get; init; }
    /// <summary>Null while it lasts.</summary>
    public Instant? Until { get; init; }
    /// <summary>The source of a signal that says the same of more: such a one alone is told, and what stands already nests under it.</summary>
    public string? Under { get; init; }
    /// <summary>Assets that it stands for, where it is one alarm for many; at most <see cref="Alarm.MostMembers"/> of them.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
    /// <summary>How many there are in all.</summary>
    public int MemberCount { get; init; }

    /// <summary>The alarm that it belongs to.</summary>
    public static string IdOf(string subject, string definition, string? detail) => detail is null ? $"{subject}~{definition}" : $"{subject}~{definition}~{detail}";

    /// <summary>Of a warning at an asset of a kind.</summary>
    public static AlarmSignal Of(Warning warning, string asset, AssetKind? kind, string? quantityName) => new()
    {
        Source = warning.Id,
        Trigger = warning.Cause.Kind.ToString(),
        Subject = asset,
        Asset = asset,
        Kind = kind,
        Detail = warning.Cause.Kind == SymptomKind.QualityBreach ? quantityName : null,
        Level = warning.Level,
        Quantity = warning.Cause.Quantity,
        Value = warning.Cause.Value,
        Limit = warning.Cause.Limit,
        Since = warning.Cause.Since,
        Until = warning.EndedAt,
    };
}
