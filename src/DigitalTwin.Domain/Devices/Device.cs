using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Devices;

/// <summary>A source of readings as people registered it: what it is called, how it speaks, and which asset it speaks of.</summary>
public sealed record Device
{
    public const int MaxNameLength = 200;
    public const int MaxChannels = 500;

    /// <summary>The platform's own name for it, in addresses of the API. See <see cref="IsValidId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    public required DeviceProtocol Protocol { get; init; }

    /// <summary>What it calls itself in its protocol: the MN in HJ 212. One device a protocol and address. Case matters.</summary>
    public required string Address { get; init; }

    /// <summary>The asset that its channels speak of unless a channel names another; null where every channel does, or where it is not decided yet.</summary>
    public AssetId? Asset { get; init; }

    /// <summary>What differs, channel by channel.</summary>
    public IReadOnlyList<DeviceChannel> Channels { get; init; } = [];

    /// <summary>How often it should report; null where nothing is promised. Silence beyond a few of these is a gap.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Edition of the protocol, such as <c>2017</c>; null where each message tells, or any is taken.</summary>
    public string? Version { get; init; }

    /// <summary>One that is switched off stays known, and what it sends is refused.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Letters, digits and <c>. _ -</c>, at most 64.</summary>
    public static bool IsValidId(string? id)
    {
        if (id is not { Length: > 0 and <= 64 } || id is "." or ".." or "candidates" or "import" or "quality") return false; // The latter three are addresses of the API.
        foreach (var c in id)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')) return false;
        return true;
    }

    public DeviceChannel? ChannelOf(string code) => Channels.FirstOrDefault(c => c.Code == code);
}

/// <summary>What one channel of a device means where it is not the device's asset under the source's usual name.</summary>
/// <param name="Code">As the device names it: a factor such as <c>w01018</c> or <c>SB1</c>, a topic's last part, a column.</param>
/// <param name="Asset">Another asset than the device's; null for the same.</param>
/// <param name="Quantity">Name of the quantity; null for what the code usually means.</param>
/// <param name="Unit">Unit that the device sends it in; null for the code's usual one.</param>
public sealed record DeviceChannel(string Code, AssetId? Asset = null, string? Quantity = null, string? Unit = null);

/// <summary>What only the device and the platform know. Kept encrypted, and given to nobody by the API.</summary>
/// <param name="Password">PW of HJ 212; null where none is asked for.</param>
/// <param name="Key">SM4 key of HJ 212-2025: 32 hexadecimal digits, or 16 characters.</param>
public sealed record DeviceSecrets(string? Password = null, string? Key = null)
{
    public static readonly DeviceSecrets None = new();

    /// <summary>So that no log line tells them.</summary>
    public override string ToString() => $"password {(Password is null ? "none" : "set")}, key {(Key is null ? "none" : "set")}";
}
