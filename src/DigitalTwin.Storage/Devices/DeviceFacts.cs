using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;

namespace DigitalTwin.Storage.Devices;

/// <summary>A device as the JSON of a fact, its secrets protected.</summary>
internal sealed class DeviceFacts(ISecretProtector protector)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public byte[] Write(Device? device, DeviceSecrets secrets, int version, string by) => JsonSerializer.SerializeToUtf8Bytes(new Kept
    {
        Version = version,
        By = by,
        Removed = device is null ? true : null,
        Id = device?.Id,
        Name = device?.Name,
        Protocol = device?.Protocol.WireName(),
        Address = device?.Address,
        Asset = device?.Asset?.Value,
        Channels = device?.Channels.Select(c => new KeptChannel(c.Code, c.Asset?.Value, c.Quantity, c.Unit)).ToArray(),
        IntervalSeconds = device?.Interval?.TotalSeconds,
        Edition = device?.Version,
        Enabled = device?.Enabled,
        Password = secrets.Password is { } password ? protector.Protect(password) : null,
        Key = secrets.Key is { } key ? protector.Protect(key) : null,
    }, Options);

    public (Device? Device, DeviceSecrets Secrets, int Version, string By) Read(ReadOnlySpan<byte> body)
    {
        var kept = JsonSerializer.Deserialize<Kept>(body, Options)!;
        if (kept.Removed == true || !DeviceProtocols.TryParse(kept.Protocol, out var protocol)) return (null, DeviceSecrets.None, kept.Version, kept.By);
        var device = new Device
        {
            Id = kept.Id!,
            Name = kept.Name!,
            Protocol = protocol,
            Address = kept.Address!,
            Asset = Asset(kept.Asset),
            Channels = [.. (kept.Channels ?? []).Select(c => new DeviceChannel(c.Code, Asset(c.Asset), c.Quantity, c.Unit))],
            Interval = kept.IntervalSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Version = kept.Edition,
            Enabled = kept.Enabled ?? true,
        };
        return (device, new DeviceSecrets(Open(kept.Password), Open(kept.Key)), kept.Version, kept.By);
    }

    // A password whose protecting key is gone must not turn into "none is asked for": nothing a device sends equals a control character.
    private string? Open(string? text) => text is null ? null : protector.Unprotect(text) ?? "\0";

    private static AssetId? Asset(string? id) => AssetId.IsValid(id) ? new AssetId(id!) : null;

    private sealed record Kept
    {
        public int Version { get; init; }
        public string By { get; init; } = "";
        public bool? Removed { get; init; }
        public string? Id { get; init; }
        public string? Name { get; init; }
        public string? Protocol { get; init; }
        public string? Address { get; init; }
        public string? Asset { get; init; }
        public KeptChannel[]? Channels { get; init; }
        public double? IntervalSeconds { get; init; }
        public string? Edition { get; init; }
        public bool? Enabled { get; init; }
        public string? Password { get; init; }
        public string? Key { get; init; }
    }

    private sealed record KeptChannel(string Code, string? Asset, string? Quantity, string? Unit);
}
