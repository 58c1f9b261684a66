using DigitalTwin.Contracts;
using Orleans.Runtime;

namespace DigitalTwin.Grains.Assets;

// One class a kind, so that a kind can grow behaviour of its own without a switch in the shell.

public sealed class ManholeGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IManholeGrain;

public sealed class PipeSegmentGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IPipeSegmentGrain;

public sealed class PumpStationGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IPumpStationGrain;

public sealed class WeirGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IWeirGrain;

public sealed class OrificeGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IOrificeGrain;

public sealed class OutletGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IOutletGrain;

public sealed class StorageTankGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IStorageTankGrain;

public sealed class TreatmentPlantGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), ITreatmentPlantGrain;

public sealed class ReclaimedPlantGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IReclaimedPlantGrain;

public sealed class ReuseIntakeGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IReuseIntakeGrain;

public sealed class DrainerGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IDrainerGrain;

public sealed class OutfallGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IOutfallGrain;

public sealed class RainGaugeGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IRainGaugeGrain;

public sealed class RiverSectionGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IRiverSectionGrain;

public sealed class RiverNodeGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IRiverNodeGrain;

public sealed class ValveGrain(AssetGrainServices services, [PersistentState("asset")] IPersistentState<AssetMemory> memory)
    : AssetGrain(services, memory), IValveGrain;
