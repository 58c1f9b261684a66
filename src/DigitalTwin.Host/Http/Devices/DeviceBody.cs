using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Http.Devices;

/// <summary>A device as a client sends it.</summary>
/// <param name="Protocol"><c>hj212</c>, <c>mqtt</c>, <c>http</c> or <c>file</c>.</param>
/// <param name="Address">What it calls itself, the MN in HJ 212; its id where absent.</param>
/// <param name="Password">Absent keeps the one there is; empty takes it away.</param>
/// <param name="Key">As with the password. SM4: 32 hexadecimal digits or 16 characters.</param>
/// <param name="Revision">The revision that the client saw; 409 where another has come since. Absent overwrites.</param>
internal sealed record DeviceBody(string? Id, string? Name, string? Protocol, string? Address, string? Asset, ChannelBody?[]? Channels, double? IntervalSeconds,
    string? Version, bool? Enabled, string? Password, string? Key, int? Revision);

internal sealed record ChannelBody(string? Code, string? Asset, string? Quantity, string? Unit);

/// <summary>Checks what a client sent of a device.</summary>
internal sealed class DeviceReader(IRegistry assets, QuantityCatalogue quantities)
{
    public static readonly string[] Editions = ["2005", "2017", "2025"];

    /// <summary>The device, or which field is wrong and what was expected.</summary>
    public (Device? Device, string Field, string Why) Read(string id, DeviceBody body)
    {
        if (!Device.IsValidId(id)) return Wrong("id", $"id is '{id}'; expected letters, digits, '.', '_' and '-', at most 64, and not 'candidates', 'import' or 'quality'.");
        if (!DeviceProtocols.TryParse(body.Protocol, out var protocol)) return Wrong("protocol", $"protocol is '{body.Protocol}'; expected {string.Join(", ", Enum.GetValues<DeviceProtocol>().Select(p => p.WireName()))}.");
        var name = body.Name?.Trim() is { Length: > 0 } given ? given : id;
        if (name.Length > Device.MaxNameLength) return Wrong("name", $"name has {name.Length} characters; expected at most {Device.MaxNameLength}.");
        var address = body.Address is { Length: > 0 } called ? called : id;
        if (AddressFault(protocol, address) is { } badAddress) return Wrong("address", badAddress);
        if (AssetFault(body.Asset) is { } badAsset) return Wrong("asset", $"asset is '{body.Asset}', {badAsset}");
        if (body.IntervalSeconds is { } seconds && !(seconds is >= 1 and <= 366 * 86_400)) return Wrong("intervalSeconds", $"intervalSeconds is {seconds}; expected 1 to 31622400.");
        if (body.Version is { Length: > 0 } version && protocol == DeviceProtocol.Hj212 && !Editions.Contains(version)) return Wrong("version", $"version is '{version}'; expected {string.Join(", ", Editions)}, or none.");
        if (body.Version?.Length > 32) return Wrong("version", "version is longer than 32 characters.");
        if (body.Password?.Length > 64) return Wrong("password", "password is longer than 64 characters.");
        if (body.Key is { Length: > 0 } key && !(key.Length == 16 || (key.Length == 32 && key.All(char.IsAsciiHexDigit)))) return Wrong("key", "key: expected 32 hexadecimal digits, or 16 characters.");
        var channels = new List<DeviceChannel>();
        foreach (var (channel, i) in (body.Channels ?? []).Select((c, i) => (c, i)))
        {
            if (channel is null) return Wrong($"channels[{i}]", $"channels[{i}] is null; expected an object.");
            if (ChannelFault(channel) is { } badChannel) return Wrong($"channels[{i}]", $"channels[{i}] {badChannel}");
            channels.Add(new DeviceChannel(channel.Code!, AssetOf(channel.Asset), Text(channel.Quantity), Text(channel.Unit)));
        }
        if (channels.Count > Device.MaxChannels) return Wrong("channels", $"channels has {channels.Count} items; expected at most {Device.MaxChannels}.");
        if (channels.GroupBy(c => c.Code).FirstOrDefault(g => g.Count() > 1) is { } twice) return Wrong("channels", $"channels has '{twice.Key}' more than once.");
        return (new Device
        {
            Id = id, Name = name, Protocol = protocol, Address = address, Asset = AssetOf(body.Asset), Channels = channels,
            Interval = body.IntervalSeconds is { } s ? TimeSpan.FromSeconds(s) : null, Version = Text(body.Version), Enabled = body.Enabled ?? true,
        }, "", "");
    }

    /// <summary>The secrets after this change; null where it says nothing of them.</summary>
    public static DeviceSecrets? Secrets(DeviceBody body, DeviceSecrets? before) => body.Password is null && body.Key is null ? null
        : new DeviceSecrets(Changed(body.Password, before?.Password), Changed(body.Key, before?.Key));

    private static string? Changed(string? sent, string? before) => sent is null ? before : sent.Length == 0 ? null : sent;

    private static string? AddressFault(DeviceProtocol protocol, string address)
    {
        if (address.Length > 200 || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))) return $"address is '{address}'; expected at most 200 characters without white space.";
        if (protocol == DeviceProtocol.Hj212 && (address.Length > 24 || address.Any(c => !char.IsAscii(c) || c is ';' or ',' or '=' or '&')))
            return $"address is '{address}'; expected an MN: at most 24 ASCII characters without ; , = and &.";
        return null;
    }

    private string? AssetFault(string? id) => id is not { Length: > 0 } ? null
        : !AssetId.IsValid(id) ? "expected {network}:{local id}." : assets.Find(new AssetId(id)) is null ? "which is not known." : null;

    private string? ChannelFault(ChannelBody channel)
    {
        if (channel.Code is not { Length: > 0 and <= 100 } || channel.Code.Any(char.IsControl)) return $"code is '{channel.Code}'; expected 1 to 100 characters.";
        if (AssetFault(channel.Asset) is { } badAsset) return $"asset is '{channel.Asset}', {badAsset}";
        if (Text(channel.Quantity) is not { } quantity) return null;
        if (quantities.Find(quantity) is not { } definition) return $"quantity is '{quantity}'; expected one of {string.Join(", ", quantities.All.Select(q => q.Name))}.";
        return UnitConversion.Default.TryFind(definition.Quantity, Text(channel.Unit), out _, out var unitFault) ? null : unitFault;
    }

    private static AssetId? AssetOf(string? id) => id is { Length: > 0 } ? new AssetId(id) : null;
    private static string? Text(string? text) => text is { Length: > 0 } ? text : null;
    private static (Device?, string, string) Wrong(string field, string why) => (null, field, why);
}
