using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Risk.Causes;

namespace DigitalTwin.Domain.Alarms;

/// <summary>Which warning's alarm belongs under which: as <see cref="WarningNesting"/> says, except that no water and no matter trips a pump, so a trip always calls.</summary>
public static class AlarmRoots
{
    /// <summary>By warning id, the id of the first cause where that lies; its own for a first cause.</summary>
    /// <param name="supplierOf">See <see cref="WarningNesting.Roots"/>.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<Warning> open, Func<AssetKey, AssetKey?>? supplierOf = null)
    {
        var trips = open.Where(w => w.Cause.Kind == SymptomKind.PumpTripped && w.Entry is null).Select(w => w.Id).ToHashSet();
        return WarningNesting.Roots(open, supplierOf).ToDictionary(r => r.Key, r => trips.Contains(r.Key) ? r.Key : Origin(r.Value));
    }

    /// <summary>A warning that came over a border has the id of that before it, and where it came to: <c>{id}&gt;{catchment}</c>.</summary>
    private static string Origin(string id) => id.IndexOf('>') is >= 0 and var border ? id[..border] : id;
}
