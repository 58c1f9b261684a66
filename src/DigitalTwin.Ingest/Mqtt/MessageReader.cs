using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Mqtt;

/// <summary>What came of one message: its readings, or why it was refused.</summary>
/// <param name="Device">The registered device that spoke; null where the route names the asset itself.</param>
public sealed record MessageOutcome(IReadOnlyList<Reading> Readings, DeviceEntry? Device, string? Address, string? Why, IReadOnlyList<string> Channels)
{
    public static MessageOutcome Refused(string why, DeviceEntry? device = null, string? address = null, IReadOnlyList<string>? channels = null) => new([], device, address, why, channels ?? []);
}

/// <summary>Turns a topic and a payload into readings by the mapping and the device registry. A message is taken whole or refused whole.</summary>
public sealed class MessageReader(CurrentRoutes routes, IRegistry registry, IDeviceRegistry devices, QuantityCatalogue quantities, ReadingParser parser)
{
    private const int MaxItems = 10_000;

    /// <param name="takenAt">When the broker took it; for payloads that bear no time.</param>
    /// <param name="latest">The latest time that a reading may bear.</param>
    /// <param name="draft">A mapping to try; null for the one that holds.</param>
    public MessageOutcome Read(string topic, ReadOnlySpan<byte> payload, Instant takenAt, Instant latest, RouteTable? draft = null)
    {
        if ((draft ?? routes()).Find(topic) is not { } found) return MessageOutcome.Refused($"no route of the mapping fits topic '{topic}'");
        var (route, captures) = found;
        DeviceEntry? device = null;
        string? address = null;
        if (route.Device is { } template)
        {
            address = TopicPattern.Fill(template, captures);
            device = devices.FindByAddress(DeviceProtocol.Mqtt, address);
            if (device is null) return MessageOutcome.Refused($"device '{address}' is not registered", null, address, [.. route.Values.Select(v => v.Code).Append(route.Code).OfType<string>().Select(c => TopicPattern.Fill(c, captures))]);
            if (!device.Device.Enabled) return MessageOutcome.Refused($"device '{address}' is switched off", device, address);
        }
        if (route.Payload == PayloadForm.Readings) return Native(payload, device, address, latest);
        var message = new Message(route, captures, device, takenAt, latest);
        var readings = new List<Reading>();
        var why = route.Payload == PayloadForm.Plain ? Plain(payload, message, readings) : Json(payload, message, readings);
        return why is null ? new MessageOutcome(readings, device, address, null, []) : MessageOutcome.Refused(why, device, address);
    }

    private readonly record struct Message(TopicRoute Route, Dictionary<string, string> Captures, DeviceEntry? Device, Instant TakenAt, Instant Latest);

    private MessageOutcome Native(ReadOnlySpan<byte> payload, DeviceEntry? device, string? address, Instant latest)
    {
        var outcome = parser.Parse(payload.ToArray(), latest, MaxItems);
        if (outcome is ParseOutcome.Malformed malformed) return MessageOutcome.Refused(malformed.Why, device, address);
        if (outcome is not ParseOutcome.Parsed parsed) return MessageOutcome.Refused($"more than {MaxItems} items", device, address);
        using var buffer = parsed.Readings;
        if (parsed.Rejected.Count > 0) return MessageOutcome.Refused($"item {parsed.Rejected[0].Index}: {parsed.Rejected[0].Why}", device, address);
        // A device may speak of its own assets only.
        if (device is not null)
            foreach (ref readonly var reading in buffer.Span)
                if (registry.Find(reading.Asset) is { } asset && device.Device.Asset != asset.Id && !device.Device.Channels.Any(c => c.Asset == asset.Id))
                    return MessageOutcome.Refused($"asset '{asset.Id.Value}' is not one of device '{device.Device.Id}'", device, address);
        return new MessageOutcome(buffer.Span.ToArray(), device, address, null, []);
    }

    private string? Plain(ReadOnlySpan<byte> payload, in Message message, List<Reading> into)
    {
        var text = payload.Trim(" \r\n\t"u8);
        return Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length
            ? Add(value, message.Route.Code!, message.Route.Unit, message.TakenAt, (Quality.Good, Provenance.Measured), message, into)
            : $"the payload is '{Encoding.UTF8.GetString(text[..Math.Min(60, text.Length)])}'; expected a number";
    }

    private string? Json(ReadOnlySpan<byte> payload, in Message message, List<Reading> into)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(payload.ToArray(), new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException e)
        {
            return $"the payload is no JSON: {e.Message}";
        }
        using (document)
        {
            if (message.Route.Items is not { } path) return Item(document.RootElement, message, into);
            if (!JsonSteps.TryFind(document.RootElement, path, out var items)) return $"the payload has no '{path}'";
            if (items.ValueKind != JsonValueKind.Array) return Item(items, message, into);
            if (items.GetArrayLength() > MaxItems) return $"'{path}' has more than {MaxItems} items";
            foreach (var item in items.EnumerateArray())
                if (Item(item, message, into) is { } why) return why;
            return into.Count > 0 ? null : $"'{path}' is empty";
        }
    }

    private string? Item(JsonElement item, in Message message, List<Reading> into)
    {
        var at = message.TakenAt;
        if (message.Route.At is { } timePath && JsonSteps.TryFind(item, timePath, out var time) && JsonSteps.Time(time, out at) is { } badTime) return $"'{timePath}' {badTime}";
        var mark = (Quality.Good, Provenance.Measured);
        if (message.Route.Flag is { } flagPath && JsonSteps.TryFind(item, flagPath, out var flag) && flag.ValueKind != JsonValueKind.Null
            && !(flag.ValueKind == JsonValueKind.String && SourceFlags.TryParse(Encoding.UTF8.GetBytes(flag.GetString()!), out mark)))
            return $"'{flagPath}' is {flag.GetRawText()}; expected {SourceFlags.Expected}";
        var before = into.Count;
        foreach (var value in message.Route.Values)
        {
            if (!JsonSteps.TryFind(item, value.Path, out var found) || found.ValueKind == JsonValueKind.Null) continue;
            if (found.ValueKind != JsonValueKind.Number || !found.TryGetDouble(out var number)) return $"'{value.Path}' is {Short(found)}; expected a number";
            if (Add(number, value.Code, value.Unit, at, mark, message, into) is { } why) return why;
        }
        return into.Count > before ? null : $"the payload has none of {string.Join(", ", message.Route.Values.Select(v => $"'{v.Path}'"))}";
    }

    private string? Add(double value, string code, string? unit, Instant at, (Quality Quality, Provenance Provenance) mark, in Message message, List<Reading> into)
    {
        var channel = TopicPattern.Fill(code, message.Captures);
        var mapped = message.Device?.Device.ChannelOf(channel);
        var quantity = mapped?.Quantity ?? channel;
        if (quantities.Find(quantity) is not { } definition) return $"channel '{channel}' is no quantity that is known, and the device does not say which it means";
        var id = mapped?.Asset ?? message.Device?.Device.Asset;
        if (id is null && message.Route.Asset is { } template && TopicPattern.Fill(template, message.Captures) is var name && AssetId.IsValid(name)) id = new AssetId(name);
        if (id is null) return $"no asset is named for channel '{channel}'";
        if (registry.Find(id.Value) is not { } asset) return $"asset '{id.Value.Value}' is not known";
        if (!UnitConversion.Default.TryFind(definition.Quantity, mapped?.Unit ?? unit, out var scale, out var fault)) return fault!;
        if (!double.IsFinite(value) || !double.IsFinite(value = scale.ToCanonical(value))) return $"channel '{channel}' is not finite";
        if (at.UnixMilliseconds <= 0 || at > message.Latest) return $"its time is {(at.UnixMilliseconds <= 0 ? "before 1970" : at.ToString())}; expected at most {message.Latest}";
        into.Add(new Reading(asset.Key, definition.Quantity, at, value, mark.Quality, mark.Provenance));
        return null;
    }

    private static string Short(JsonElement e) => e.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : e.GetRawText();
}
