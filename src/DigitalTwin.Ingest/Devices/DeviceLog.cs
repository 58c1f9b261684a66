using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Devices;

/// <summary>What a device said that is no reading: notes of its instruments, samples kept, values that nobody could read.</summary>
/// <param name="Kind"><c>note</c>, <c>sample</c>, <c>unread</c>, <c>part</c> or <c>incomplete</c>.</param>
/// <param name="Text">As the device sent it, or what is told of it.</param>
public sealed record DeviceNote(string Kind, int Command, string RequestNumber, string Text, IReadOnlyList<string> Reasons)
{
    /// <summary>For a part of a split packet.</summary>
    public int PacketCount { get; init; }
    public int PacketNumber { get; init; }
}

/// <summary>Notes of devices, durable, each device a stream of its own in the fact log.</summary>
public sealed class DeviceLog(IFactLog facts, TimeProvider time)
{
    /// <summary>Of one note; what is longer is cut.</summary>
    public const int MaxText = 12_000;

    public Task Append(string deviceId, DeviceNote note)
    {
        var now = Instant.From(time.GetUtcNow());
        var kept = note.Text.Length > MaxText ? note with { Text = note.Text[..MaxText] } : note;
        return facts.Append(Stream(deviceId), note.Kind, now, now, JsonSerializer.SerializeToUtf8Bytes(kept, JsonSerializerOptions.Web));
    }

    /// <summary>Notes known within the span, the oldest first.</summary>
    public async Task<IReadOnlyList<(Instant At, DeviceNote Note)>> Read(string deviceId, Instant from, Instant to, int limit, CancellationToken cancel = default) =>
        [.. (await facts.Read(Stream(deviceId), from, to, limit, cancel).ConfigureAwait(false)).Select(f => (f.KnownAt, JsonSerializer.Deserialize<DeviceNote>(f.Body.Span, JsonSerializerOptions.Web)!))];

    /// <summary>Whether this very note is there already, sent before a restart perhaps; looked for in the last day.</summary>
    public async Task<bool> Has(string deviceId, DeviceNote note)
    {
        var now = Instant.From(time.GetUtcNow());
        foreach (var (_, known) in await Read(deviceId, now - TimeSpan.FromDays(1), new Instant(long.MaxValue), 1000).ConfigureAwait(false))
            if (known.Kind == note.Kind && known.Command == note.Command && known.RequestNumber == note.RequestNumber && known.Text == note.Text) return true;
        return false;
    }

    private static string Stream(string deviceId) => $"device/{deviceId}";
}
