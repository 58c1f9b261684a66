using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Alarms;

/// <summary>An asset that reports, and how it stands.</summary>
/// <param name="Device">Through which device; null for one that reports by itself.</param>
/// <param name="Newest">Its newest reading.</param>
/// <param name="Silence">After so long without one it counts as silent.</param>
public readonly record struct ReportingAsset(string Asset, string? Device, Instant Newest, TimeSpan Silence);

/// <summary>A device as the registry knows it.</summary>
/// <param name="Route">What it shares with others: the protocol that it speaks.</param>
public readonly record struct ReportingDevice(string Id, string Route);

/// <summary>One dead gateway is one alarm: assets that fall silent with their device are told by the device, devices that fall silent with their route by the route.</summary>
/// <remarks>
/// A device is silent when nothing at all has come from it for as long as the first of its assets is allowed; until then a silent asset of it is a fault of
/// that asset. Assets without a device share the route <c>direct</c>, and where many of them are silent at once they are one trouble too.
/// </remarks>
public static class SilenceGroups
{
    /// <summary>All sources of silence begin so.</summary>
    public const string Prefix = "silent:";
    private const string Direct = "direct";
    private const string Many = "many";

    /// <summary>Everything in one network that is silent now, as signals: each silent asset in exactly one chain up to what speaks for it.</summary>
    /// <param name="wereMany">Whether the last look found many assets without a device silent; see <see cref="AreMany"/>.</param>
    public static IReadOnlyList<AlarmSignal> Find(string network, IReadOnlyCollection<ReportingAsset> assets, IReadOnlyCollection<ReportingDevice> devices, Instant now, SilenceSettings settings, bool wereMany = false)
    {
        var routeOf = devices.ToDictionary(d => d.Id, d => d.Route);
        var groups = assets.GroupBy(a => a.Device is not null && routeOf.ContainsKey(a.Device) ? a.Device : null).ToArray();
        var byDevice = groups.Where(g => g.Key is not null).Select(g => new Group(g.Key!, routeOf[g.Key!], [.. g])).ToArray();
        var alone = groups.Where(g => g.Key is null).SelectMany(g => g).Where(a => now - a.Newest <= settings.RetiredAfter).ToArray();

        var signals = new List<AlarmSignal>();
        var dead = new Dictionary<string, string>();
        foreach (var route in byDevice.GroupBy(g => g.Route)) Route(route.Key, route.Count(), [.. route.Where(g => g.IsSilent(now)).Select(g => (g.Newest, g.Assets))]);
        Route(Direct, alone.Length, [.. alone.Where(a => IsSilent(a, now)).Select(a => (a.Newest, new[] { a }))]);

        var lonely = alone.Where(a => IsSilent(a, now)).ToArray();
        if (!dead.ContainsKey(Direct) && lonely.Length >= (wereMany ? (settings.ManyLeast + 1) / 2 : settings.ManyLeast))
        {
            dead[Direct] = $"{Prefix}{network}/many";
            signals.Add(Signal(dead[Direct], Many, $"{network}:@route.{Direct}", lonely.Max(a => a.Newest), lonely) with { Asset = null });
        }

        foreach (var group in byDevice)
        {
            var source = group.IsSilent(now) ? $"{Prefix}device/{group.Device}" : null;
            if (source is not null)
                signals.Add(Signal(source, "device", $"{network}:@device.{group.Device}", group.Newest, group.Assets) with { Under = dead.GetValueOrDefault(group.Route) });
            foreach (var asset in group.Assets.Where(a => IsSilent(a, now))) signals.Add(Asset(asset) with { Under = source is null ? null : dead.GetValueOrDefault(group.Route) ?? source });
        }
        foreach (var asset in lonely) signals.Add(Asset(asset) with { Under = dead.GetValueOrDefault(Direct) });
        return signals;

        void Route(string route, int total, (Instant Newest, ReportingAsset[] Assets)[] silent)
        {
            if (silent.Length < settings.RouteLeast || silent.Length < settings.RouteShare * total) return;
            dead[route] = $"{Prefix}{network}/route/{route}";
            // Silent as a route since the last of them spoke.
            signals.Add(Signal(dead[route], "route", $"{network}:@route.{route}", silent.Max(s => s.Newest), [.. silent.SelectMany(s => s.Assets)]) with { Level = WarningLevel.Yellow, Asset = null, Kind = null });
        }
    }

    /// <summary>Whether these signals, of one network, tell of many at once.</summary>
    public static bool AreMany(IEnumerable<AlarmSignal> signals) => signals.Any(s => s.Source.EndsWith("/many", StringComparison.Ordinal));

    private static AlarmSignal Asset(ReportingAsset asset) => Signal($"{Prefix}{asset.Asset}", "asset", asset.Asset, asset.Newest, [asset]) with { Members = [], MemberCount = 0 };

    private static AlarmSignal Signal(string source, string what, string subject, Instant newest, ReportingAsset[] assets) => new()
    {
        Source = source,
        Trigger = $"{Prefix.TrimEnd(':')}.{what}",
        Subject = subject,
        Asset = assets[0].Asset,
        Level = WarningLevel.Blue,
        Since = newest,
        Members = [.. assets.Select(a => a.Asset).Order(StringComparer.Ordinal).Take(Alarm.MostMembers)],
        MemberCount = assets.Length,
    };

    private static bool IsSilent(ReportingAsset asset, Instant now) => now - asset.Newest > asset.Silence;

    private sealed record Group(string Device, string Route, ReportingAsset[] Assets)
    {
        public Instant Newest { get; } = Assets.Max(a => a.Newest);
        public bool IsSilent(Instant now) => now - Newest > Assets.Min(a => a.Silence);
    }
}
