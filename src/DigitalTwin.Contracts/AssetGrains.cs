using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>Live state of one asset. The grain key is the asset id, <c>{network}:{local id}</c>.</summary>
/// <remarks>Each asset kind has its own interface and class, so that a kind can grow rules of its own; callers that do not care use this one.</remarks>
public interface IAssetGrain : IGrainWithStringKey
{
    /// <summary>Takes readings that History holds already. Late ones (older than the newest of their quantity) change nothing live.</summary>
    Task Observe(ReadingBatch batch);

    /// <summary>The grain decides whether it has been silent for longer than its interval at <paramref name="now"/> (Unix ms, city time).</summary>
    Task CheckSilence(long now);

    [ReadOnly]
    Task<AssetSnapshot> Snapshot();
}

public interface IManholeGrain : IAssetGrain;
public interface IPipeSegmentGrain : IAssetGrain;
public interface IPumpStationGrain : IAssetGrain;
public interface IWeirGrain : IAssetGrain;
public interface IOrificeGrain : IAssetGrain;
public interface IOutletGrain : IAssetGrain;
public interface IStorageTankGrain : IAssetGrain;
public interface ITreatmentPlantGrain : IAssetGrain;
public interface IReclaimedPlantGrain : IAssetGrain;
public interface IReuseIntakeGrain : IAssetGrain;
public interface IDrainerGrain : IAssetGrain;
public interface IOutfallGrain : IAssetGrain;
public interface IRainGaugeGrain : IAssetGrain;
public interface IRiverSectionGrain : IAssetGrain;
public interface IRiverNodeGrain : IAssetGrain;
public interface IValveGrain : IAssetGrain;

/// <summary>Readings of one asset that were made durable together, in the order they came.</summary>
[GenerateSerializer, Immutable, Alias("ReadingBatch")]
public sealed record ReadingBatch(
    [property: Id(0)] long KnownAt,
    [property: Id(1)] ObservedReading[] Readings);

/// <summary>One reading without its asset: quantity code, Unix ms, canonical unit.</summary>
[GenerateSerializer, Immutable, Alias("ObservedReading")]
public readonly record struct ObservedReading(
    [property: Id(0)] ushort Quantity,
    [property: Id(1)] long At,
    [property: Id(2)] double Value,
    [property: Id(3)] byte Quality,
    [property: Id(4)] byte Provenance);

/// <summary>Live state of one asset as its grain holds it.</summary>
[GenerateSerializer, Immutable, Alias("AssetSnapshot")]
public sealed record AssetSnapshot(
    [property: Id(0)] string Asset,
    [property: Id(1)] byte Level,
    [property: Id(2)] bool Stale,
    [property: Id(3)] ObservedReading[] Latest,
    [property: Id(4)] SymptomReport[] Symptoms);
