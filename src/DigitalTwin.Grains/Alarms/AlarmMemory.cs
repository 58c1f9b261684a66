using DigitalTwin.Contracts;
using Orleans;

namespace DigitalTwin.Grains.Alarms;

/// <summary>What a book remembers beside its alarms, which are in the fact log: the conditions that people have declared at assets.</summary>
[GenerateSerializer, Alias("AlarmMemory")]
public sealed class AlarmMemory
{
    [Id(0)] public AssetConditionRecord[] Conditions { get; set; } = [];
}
