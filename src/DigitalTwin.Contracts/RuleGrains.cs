using Orleans;

namespace DigitalTwin.Contracts;

/// <summary>The armed rules over one network. The grain key is the network's name.</summary>
/// <remarks>One grain holds all of a network's runs, because rules look at neighbours; the readings that no rule looks at never come here.</remarks>
public interface IRuleGrain : IGrainWithStringKey
{
    /// <summary>Readings that some armed rule looks at, in the order of their times. Of kinds that come by the thousand only those are needed that may make a rule hold, and those that the answer wants.</summary>
    /// <param name="known">Version of the wants that the caller goes by.</param>
    Task<RuleWants> Observe(RuleReadings readings, int known);

    /// <summary>Rules were armed, edited or disarmed, or readings were left out: plan and fold anew.</summary>
    Task Renew();
}

/// <summary>The series that a network's runs look at, at kinds of asset that come by the thousand: all readings of these are wanted.</summary>
/// <param name="Assets">Asset keys, as long as <paramref name="Quantities"/>; both null where nothing has changed since the version that the caller knew.</param>
[GenerateSerializer, Immutable, Alias("RuleWants")]
public sealed record RuleWants([property: Id(0)] int Version, [property: Id(1)] int[]? Assets, [property: Id(2)] ushort[]? Quantities);

/// <summary>Columns of equal length: asset keys, quantity codes, Unix ms, canonical values, quality and provenance.</summary>
[GenerateSerializer, Immutable, Alias("RuleReadings")]
public sealed record RuleReadings(
    [property: Id(0)] int[] Assets,
    [property: Id(1)] ushort[] Quantities,
    [property: Id(2)] long[] At,
    [property: Id(3)] double[] Values,
    [property: Id(4)] byte[] Qualities,
    [property: Id(5)] byte[] Provenances);
