using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Hj212.Dialogue;

/// <summary>Requests to devices as facts: written before the first sending, and again with how each ended.</summary>
internal sealed class RequestBook(IFactLog facts, TimeProvider time)
{
    public const string Stream = "device.requests";

    /// <summary>Durable when it completes.</summary>
    public Task Write(string deviceId, DeviceRequest request)
    {
        var now = Instant.From(time.GetUtcNow());
        return facts.Append(Stream, $"{deviceId}/{request.Id}", now, now, JsonSerializer.SerializeToUtf8Bytes(new Kept(deviceId, request), JsonSerializerOptions.Web));
    }

    /// <summary>All requests, the oldest first, each as it was last written.</summary>
    public async Task<IReadOnlyList<(string Device, DeviceRequest Request)>> Read(CancellationToken cancel) =>
        [.. (await facts.LatestPerSubject(Stream, null, cancel).ConfigureAwait(false)).Select(f => JsonSerializer.Deserialize<Kept>(f.Body.Span, JsonSerializerOptions.Web)!)
            .OrderBy(k => k.Request.CreatedAt).Select(k => (k.Device, k.Request))];

    private sealed record Kept(string Device, DeviceRequest Request);
}
