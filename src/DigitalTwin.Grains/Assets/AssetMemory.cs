using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using Orleans;

namespace DigitalTwin.Grains.Assets;

/// <summary>What an asset's local rules remember beside its readings.</summary>
[GenerateSerializer, Alias("AssetMemory")]
public sealed class AssetMemory
{
    [Id(0)] public RuleMemory[] Rules { get; set; } = [];
}

/// <summary>Memory of one rule that is not at rest; times in Unix ms.</summary>
[GenerateSerializer, Immutable, Alias("RuleMemory")]
public sealed record RuleMemory(
    [property: Id(0)] byte Kind,
    [property: Id(1)] ushort Quantity,
    [property: Id(2)] byte Level,
    [property: Id(3)] byte Pending,
    [property: Id(4)] long Since,
    [property: Id(5)] long PendingSince)
{
    public static RuleMemory Of(SymptomState s) =>
        new((byte)s.Kind, s.Quantity.Code, (byte)s.Level, (byte)s.Pending, s.Since.UnixMilliseconds, s.PendingSince.UnixMilliseconds);

    public SymptomState ToState() =>
        new((SymptomKind)Kind, new Quantity(Quantity), (WarningLevel)Level, (WarningLevel)Pending, new Instant(Since), new Instant(PendingSince));
}
