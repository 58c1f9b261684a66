using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Devices;

/// <summary>One device as it is registered now.</summary>
/// <param name="Version">Counts its changes from 1.</param>
public sealed record DeviceEntry(Device Device, DeviceSecrets Secrets, int Version, Instant KnownAt, string By);

/// <summary>One past or present state of a device; <paramref name="Device"/> is null where it was removed.</summary>
public sealed record DeviceRevision(string Id, Device? Device, Instant KnownAt, string By);

/// <summary>What became of a change to the registry.</summary>
public abstract record DeviceOutcome
{
    private DeviceOutcome() { }

    public sealed record Saved(DeviceEntry Entry, bool IsNew) : DeviceOutcome;

    /// <summary>Another device has that address already.</summary>
    public sealed record AddressTaken(string By) : DeviceOutcome;

    /// <summary>It was changed since the version that the caller knew; 0 for one that is not there.</summary>
    public sealed record Conflict(int Version) : DeviceOutcome;
}

/// <summary>Which devices may report, append-only with who changed what and when. Look-ups are from memory and safe from any thread.</summary>
public interface IDeviceRegistry
{
    IReadOnlyCollection<DeviceEntry> All { get; }

    DeviceEntry? Find(string id);

    /// <summary>By what it calls itself in its protocol.</summary>
    DeviceEntry? FindByAddress(DeviceProtocol protocol, string address);

    /// <summary>Adds a device or changes it; durable when it completes.</summary>
    /// <param name="secrets">Null keeps those that it has.</param>
    /// <param name="expected">The version that the caller knew; null to overwrite whatever there is.</param>
    Task<DeviceOutcome> Save(Device device, DeviceSecrets? secrets, string by, int? expected = null, CancellationToken cancel = default);

    /// <summary>False where it is not there. Its readings stay, and so does what it was.</summary>
    Task<bool> Remove(string id, string by, CancellationToken cancel = default);

    /// <summary>All that a device ever was, the oldest first.</summary>
    Task<IReadOnlyList<DeviceRevision>> History(string id, CancellationToken cancel = default);

    /// <summary>Raised with the device's id after a change can be found.</summary>
    event Action<string>? Changed;
}

/// <summary>Makes secrets unreadable for whoever gets hold of the database alone.</summary>
public interface ISecretProtector
{
    string Protect(string secret);

    /// <summary>Null where the key that protected it is gone.</summary>
    string? Unprotect(string kept);
}
