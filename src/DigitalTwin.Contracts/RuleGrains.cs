using Orleans;

namespace DigitalTwin.Contracts;

/// <summary>The armed rules over one network. The grain key is the network's name.</summary>
/// <remarks>One grain holds all of a network's runs, because rules look at neighbours; the readings that no rule looks at never come here.</remarks>
public interface IRuleGrain : IGrainWithStringKey
{
    /// <summary>Readings that some armed rule looks at, in the order of their times.</summary>
    Task Observe(RuleReadings readings);

    /// <summary>Rules were armed, edited or disarmed, or readings were left out: plan and fold anew.</summary>
    Task Renew();
}

/// <summary>Columns of equal length: asset keys, quantity codes, Unix ms, canonical values, quality and provenance.</summary>
[GenerateSerializer, Immutable, Alias("RuleReadings")]
public sealed record RuleReadings(
    [property: Id(0)] int[] Assets,
    [property: Id(1)] ushort[] Quantities,
    [property: Id(2)] long[] At,
    [property: Id(3)] double[] Values,
    [property: Id(4)] byte[] Qualities,
    [property: Id(5)] byte[] Provenances);
