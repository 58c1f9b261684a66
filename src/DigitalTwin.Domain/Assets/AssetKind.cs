namespace DigitalTwin.Domain.Assets;

/// <summary>What an asset is. The same name stands in rules, grains, API (camelCase), and map layers.</summary>
/// <remarks>The numbers are stored and sent to the map; never renumber.</remarks>
public enum AssetKind : byte
{
    /// <summary>A manhole or junction: a node of the sewer or of a pressurised network.</summary>
    Manhole = 1,
    /// <summary>A pipe or channel between two nodes.</summary>
    PipeSegment = 2,
    /// <summary>A pumping set: a link from its wet well to where it lifts to. Its level is that of its wet well.</summary>
    PumpStation = 3,
    Weir = 4,
    Orifice = 5,
    /// <summary>A link with its own rating curve.</summary>
    Outlet = 6,
    StorageTank = 7,
    TreatmentPlant = 8,
    ReclaimedPlant = 9,
    /// <summary>A point where a user takes reclaimed water.</summary>
    ReuseIntake = 10,
    /// <summary>排水户: a licensed discharger to the sewer.</summary>
    Drainer = 11,
    Outfall = 12,
    RainGauge = 13,
    /// <summary>A reach of river between two of its nodes.</summary>
    RiverSection = 14,
    /// <summary>Where river sections meet; not drawn.</summary>
    RiverNode = 15,
    Valve = 16,
}

public static class AssetKinds
{
    public static bool IsLink(this AssetKind kind) => kind is AssetKind.PipeSegment or AssetKind.PumpStation or AssetKind.Weir
        or AssetKind.Orifice or AssetKind.Outlet or AssetKind.RiverSection or AssetKind.Valve;

    /// <summary>The name used outside: <c>pumpStation</c>.</summary>
    public static string WireName(this AssetKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static bool TryParse(string wireName, out AssetKind kind) =>
        Enum.TryParse(wireName, ignoreCase: true, out kind) && Enum.IsDefined(kind) && !char.IsDigit(wireName[0]);
}
