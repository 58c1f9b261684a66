using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Demo.Stations;

/// <summary>A monitoring station of the demo city that reports by HJ 212.</summary>
/// <param name="Device">As it is registered.</param>
/// <param name="HasBadLine">Some of its frames come damaged.</param>
/// <param name="IsRegistered">One that is not is refused, and waits among the candidates.</param>
internal sealed record DemoStation(Device Device, bool HasBadLine, bool IsRegistered)
{
    public const string Password = "123456";
    private const int MostPlants = 4, MostDrainers = 3;

    /// <summary>The plants, and some drainers; the last of these nobody has registered yet.</summary>
    public static IReadOnlyList<DemoStation> Of(Network city)
    {
        var monitored = city.Nodes.Where(n => n.Attributes.ContainsKey(AssetProfile.IntervalAttribute)).OrderBy(n => n.LocalId, StringComparer.Ordinal).ToArray();
        NetworkNode[] plants = [.. monitored.Where(n => n.Kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant).Take(MostPlants)];
        NetworkNode[] drainers = [.. monitored.Where(n => n.Kind == AssetKind.Drainer).Take(MostDrainers)];
        return [.. plants.Concat(drainers).Select((node, i) => new DemoStation(Register(city, node, i + 1), HasBadLine: i == plants.Length, IsRegistered: i < plants.Length + drainers.Length - 1 || drainers.Length < 2))];
    }

    private static Device Register(Network city, NetworkNode node, int number) => new()
    {
        Id = $"{city.Name}-station-{number}",
        Name = $"{node.Name ?? node.LocalId}在线监测站",
        Protocol = DeviceProtocol.Hj212,
        Address = $"140400{number:D18}", // As long as an MN of the standard.
        Asset = new AssetId(city.Name, node.LocalId),
        // No interval: each quantity has its own, which the network says.
    };
}
