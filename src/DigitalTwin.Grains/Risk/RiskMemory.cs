using DigitalTwin.Contracts;
using Orleans;

namespace DigitalTwin.Grains.Risk;

/// <summary>What a catchment remembers: its open warnings. All that ever was is in the fact log.</summary>
[GenerateSerializer, Alias("RiskMemory")]
public sealed class RiskMemory
{
    [Id(0)] public WarningRecord[] Open { get; set; } = [];
}
