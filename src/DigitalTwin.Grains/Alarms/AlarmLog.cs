using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Grains.Alarms;

/// <summary>Every version of every alarm in the fact log, as JSON of <see cref="AlarmRecord"/>.</summary>
public sealed class AlarmLog(IFactLog facts)
{
    public const string Stream = "alarms";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>An occurrence is a subject of its own: open from leaving the normal state until it is back there.</summary>
    public Task Append(AlarmRecord alarm) => facts.AppendToSpan(Stream, $"{alarm.Id}@{alarm.OpenedAt}", new Instant(alarm.RaisedAt > 0 ? alarm.RaisedAt : alarm.OpenedAt), new Instant(alarm.KnownAt),
        JsonSerializer.SerializeToUtf8Bytes(alarm, Json), closes: alarm.State == (byte)Domain.Alarms.AlarmState.Normal);

    /// <summary>All that were not normal at an instant; now where it is null.</summary>
    public async Task<IReadOnlyList<AlarmRecord>> Open(Instant? asOf, CancellationToken cancel = default) => [.. (await facts.Open(Stream, asOf, cancel)).Select(Read)];

    public static AlarmRecord Read(Fact fact) => JsonSerializer.Deserialize<AlarmRecord>(fact.Body.Span, Json) ?? throw new InvalidOperationException($"Fact {fact.Sequence} holds no alarm.");

    /// <summary>Whether an alarm belongs to a network: its id begins with it.</summary>
    public static bool IsOf(AlarmRecord alarm, string network) => alarm.Id.StartsWith($"{network}:", StringComparison.Ordinal);
}
