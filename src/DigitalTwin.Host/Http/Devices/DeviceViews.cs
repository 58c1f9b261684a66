using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;

namespace DigitalTwin.Host.Http.Devices;

/// <summary>A device as the API shows it. Of its secrets only whether they are set.</summary>
internal sealed record DeviceView(string Id, string Name, string Protocol, string Address, string? Asset, string? AssetName, ChannelView[] Channels, double? IntervalSeconds,
    string? Version, bool Enabled, bool HasPassword, bool HasKey, int Revision, string ChangedAt, string ChangedBy, DeviceStatusView? Status);

internal sealed record ChannelView(string Code, string? Asset, string? Quantity, string? Unit);

/// <summary>What it was seen doing since the server started; times are wall time but for <paramref name="NewestAt"/>, which its newest reading bears.</summary>
internal sealed record DeviceStatusView(bool Connected, string? From, string FirstSeen, string LastSeen, bool Overdue, long Messages, long Readings, long Duplicates,
    long Refused, string? LastRefusal, string? LastRefusalAt, string? NewestAt);

internal sealed record CandidateView(string Protocol, string Address, string? From, string FirstSeen, string LastSeen, long Count, IReadOnlyList<string> Channels);

internal sealed record DeviceRevisionView(string At, string By, bool Removed, DeviceView? Device);

internal sealed class DeviceViews(IRegistry assets, DeviceActivity activity, TimeProvider time)
{
    /// <summary>Missed reports in a row that make a device overdue.</summary>
    private const int MissedReports = 3;

    public DeviceView Of(DeviceEntry entry) => Of(entry.Device, entry.Secrets, entry.Version, entry.KnownAt, entry.By, Status(entry.Device));

    public DeviceRevisionView Of(DeviceRevision revision, int number) => new(revision.KnownAt.ToString(), revision.By, revision.Device is null,
        revision.Device is { } device ? Of(device, DeviceSecrets.None, number, revision.KnownAt, revision.By, null) : null);

    public static CandidateView Of(DeviceCandidate c) => new(c.Protocol.WireName(), c.Address, c.From, c.FirstSeen.ToString(), c.LastSeen.ToString(), c.Count, c.Channels);

    private DeviceView Of(Device d, DeviceSecrets secrets, int version, Instant at, string by, DeviceStatusView? status) => new(
        d.Id, d.Name, d.Protocol.WireName(), d.Address, d.Asset?.Value, d.Asset is { } asset ? assets.Find(asset)?.Name : null,
        [.. d.Channels.Select(c => new ChannelView(c.Code, c.Asset?.Value, c.Quantity, c.Unit))], d.Interval?.TotalSeconds, d.Version, d.Enabled,
        secrets.Password is not null, secrets.Key is not null, version, at.ToString(), by, status);

    private DeviceStatusView? Status(Device device)
    {
        if (activity.Find(device.Id) is not { } status) return null;
        var silent = Instant.From(time.GetUtcNow()) - status.LastSeen;
        return new DeviceStatusView(status.IsConnected, status.From, status.FirstSeen.ToString(), status.LastSeen.ToString(), device.Interval is { } interval && silent > interval * MissedReports,
            status.Messages, status.Readings, status.Duplicates, status.Refused, status.LastRefusal?.Why, status.LastRefusal?.At.ToString(), status.NewestAt?.ToString());
    }
}
