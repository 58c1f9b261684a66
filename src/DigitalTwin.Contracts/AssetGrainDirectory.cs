using DigitalTwin.Domain.Assets;
using Orleans;

namespace DigitalTwin.Contracts;

/// <summary>References to asset grains by asset key, made when first asked for and kept: ingest asks for each reading. Safe from any thread.</summary>
public sealed class AssetGrainDirectory(IGrainFactory grains, IRegistry registry)
{
    private readonly Lock _growing = new();
    private IAssetGrain?[] _byKey = [];

    /// <summary>Null for a key that the registry does not know, and for kinds that have no grain.</summary>
    public IAssetGrain? Find(AssetKey key)
    {
        var known = Volatile.Read(ref _byKey);
        if ((uint)key.Value < (uint)known.Length && known[key.Value] is { } grain) return grain;
        return registry.Find(key) is { } asset ? Remember(key, Of(asset)) : null;
    }

    /// <summary>The grain of an asset by its kind's own interface.</summary>
    public IAssetGrain? Of(AssetEntry asset)
    {
        var id = asset.Id.Value;
        return asset.Kind switch
        {
            AssetKind.Manhole => grains.GetGrain<IManholeGrain>(id),
            AssetKind.PipeSegment => grains.GetGrain<IPipeSegmentGrain>(id),
            AssetKind.PumpStation => grains.GetGrain<IPumpStationGrain>(id),
            AssetKind.Weir => grains.GetGrain<IWeirGrain>(id),
            AssetKind.Orifice => grains.GetGrain<IOrificeGrain>(id),
            AssetKind.Outlet => grains.GetGrain<IOutletGrain>(id),
            AssetKind.StorageTank => grains.GetGrain<IStorageTankGrain>(id),
            AssetKind.TreatmentPlant => grains.GetGrain<ITreatmentPlantGrain>(id),
            AssetKind.ReclaimedPlant => grains.GetGrain<IReclaimedPlantGrain>(id),
            AssetKind.ReuseIntake => grains.GetGrain<IReuseIntakeGrain>(id),
            AssetKind.Drainer => grains.GetGrain<IDrainerGrain>(id),
            AssetKind.Outfall => grains.GetGrain<IOutfallGrain>(id),
            AssetKind.RainGauge => grains.GetGrain<IRainGaugeGrain>(id),
            AssetKind.RiverSection => grains.GetGrain<IRiverSectionGrain>(id),
            AssetKind.RiverNode => grains.GetGrain<IRiverNodeGrain>(id),
            AssetKind.Valve => grains.GetGrain<IValveGrain>(id),
            _ => null,
        };
    }

    private IAssetGrain? Remember(AssetKey key, IAssetGrain? grain)
    {
        if (grain is null) return null;
        lock (_growing)
        {
            if (key.Value >= _byKey.Length)
            {
                var larger = new IAssetGrain?[Math.Max(registry.HighestKey + 1, key.Value + 1)];
                _byKey.CopyTo(larger, 0);
                Volatile.Write(ref _byKey, larger);
            }
            return _byKey[key.Value] = grain;
        }
    }
}
