using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>Risk over one catchment. The grain key is <c>{network}:{local id of the node it drains to}</c>.</summary>
/// <remarks>Holds the open warnings of causes inside it. Propagation is computed in memory over the compiled network, never by calls along pipes.</remarks>
public interface IRiskGrain : IGrainWithStringKey
{
    /// <summary>A symptom began, changed or ended at an asset of this catchment.</summary>
    Task Report(SymptomReport report);

    /// <summary>Flows and levels measured in this catchment since the last call; travel times follow them.</summary>
    [OneWay]
    Task ObserveFlows(FlowBatch batch);

    /// <summary>All that the newest forecast sees in this catchment; what it does not see is expected no more.</summary>
    Task Expect(ExpectedBatch batch);

    /// <summary>A warning of another catchment enters this one at a border node.</summary>
    Task Enter(BorderCrossing crossing);

    [ReadOnly]
    Task<WarningRecord[]> OpenWarnings();

    /// <summary>What a release at an asset would reach, with the flows of now, and what can be done about it.</summary>
    Task<SpillOutlook> Spill(SpillRelease release);
}

/// <summary>State of one symptom at one asset; <see cref="Until"/> is null while it lasts. Times in Unix ms, city time.</summary>
[GenerateSerializer, Immutable, Alias("SymptomReport")]
public sealed record SymptomReport(
    [property: Id(0)] string Asset,
    [property: Id(1)] byte Kind,
    [property: Id(2)] byte Level,
    [property: Id(3)] ushort Quantity,
    [property: Id(4)] double Value,
    [property: Id(5)] double Limit,
    [property: Id(6)] long Since,
    [property: Id(7)] long? Until,
    [property: Id(8)] long KnownAt,
    [property: Id(9)] ExpectationRecord? Expected = null);

/// <summary>How likely something is that a forecast sees (0–1), and when; <see cref="Came"/> where it ended because it was measured.</summary>
[GenerateSerializer, Immutable, Alias("ExpectationRecord")]
public sealed record ExpectationRecord(
    [property: Id(0)] double Probability,
    [property: Id(1)] long EarliestAt,
    [property: Id(2)] long ExpectedAt,
    [property: Id(3)] long PeakAt,
    [property: Id(4)] bool Came);

/// <summary>What one forecast sees in one catchment; each with its <c>Expected</c>, and <c>Since</c> when the forecast was issued.</summary>
[GenerateSerializer, Immutable, Alias("ExpectedBatch")]
public sealed record ExpectedBatch(
    [property: Id(0)] string Forecast,
    [property: Id(1)] SymptomReport[] Seen,
    [property: Id(2)] long KnownAt);

/// <summary>Columns of equal length: asset keys, quantity codes, values, Unix ms.</summary>
[GenerateSerializer, Immutable, Alias("FlowBatch")]
public sealed record FlowBatch(
    [property: Id(0)] int[] Assets,
    [property: Id(1)] ushort[] Quantities,
    [property: Id(2)] double[] Values,
    [property: Id(3)] long[] At);

/// <summary>A warning that goes on in the next catchment, entering at <see cref="Border"/> (asset id) as it left the one before; with <c>Cause.Until</c> set, one that has ended.</summary>
/// <remarks><see cref="Value"/> is what passes the border in the cause's unit (flow for a wave), NaN where only the arrival is known; <see cref="Flow"/> in m³/s.</remarks>
[GenerateSerializer, Immutable, Alias("BorderCrossing")]
public sealed record BorderCrossing(
    [property: Id(0)] string WarningId,
    [property: Id(1)] SymptomReport Cause,
    [property: Id(2)] string Into,
    [property: Id(3)] string Border,
    [property: Id(4)] long FirstAt,
    [property: Id(5)] long PeakAt,
    [property: Id(6)] double Value,
    [property: Id(7)] double Flow,
    [property: Id(8)] int Hops);

/// <summary>A warning as known at <see cref="KnownAt"/>. Append-only: a change is a new record with the same id and the next <see cref="Version"/>.</summary>
/// <remarks><see cref="Affected"/>: keys of every asset on the way. <see cref="Entry"/>: how it came in, where its cause lies in another catchment.</remarks>
[GenerateSerializer, Immutable, Alias("WarningRecord")]
public sealed record WarningRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] int Version,
    [property: Id(2)] string Catchment,
    [property: Id(3)] SymptomReport Cause,
    [property: Id(4)] byte Level,
    [property: Id(5)] WarningEffect[] Effects,
    [property: Id(6)] string[] Path,
    [property: Id(7)] long KnownAt,
    [property: Id(8)] long? EndedAt,
    [property: Id(9)] int[] Affected,
    [property: Id(10)] BorderCrossing? Entry,
    [property: Id(11)] WarningWayRecord? Way);

/// <summary>The ways to all effects as one tree, in columns of equal length: asset keys, step before (−1 at the start), and the numbers of each leg as <c>WarningLeg</c> of the domain says.</summary>
[GenerateSerializer, Immutable, Alias("WarningWayRecord")]
public sealed record WarningWayRecord(
    [property: Id(0)] int[] Places,
    [property: Id(1)] int[] Links,
    [property: Id(2)] int[] Previous,
    [property: Id(3)] float[] Minutes,
    [property: Id(4)] float[] Spread,
    [property: Id(5)] float[] Flow,
    [property: Id(6)] float[] Share,
    [property: Id(7)] float[] Decay,
    [property: Id(8)] float[] Through,
    [property: Id(9)] float[] Value,
    [property: Id(10)] float[]? Stay);

/// <summary>What a warning will reach and when. <see cref="Direction"/>: 1 downstream with the water, 2 upstream as backwater.</summary>
/// <remarks><see cref="Step"/>: where in the warning's way it stands; the steps before it are its path from the cause.</remarks>
[GenerateSerializer, Immutable, Alias("WarningEffect")]
public sealed record WarningEffect(
    [property: Id(0)] string Asset,
    [property: Id(1)] byte Direction,
    [property: Id(2)] byte Level,
    [property: Id(3)] ushort Quantity,
    [property: Id(4)] double? Value,
    [property: Id(5)] long FirstAt,
    [property: Id(6)] long PeakAt,
    [property: Id(7)] int Step);

[GenerateSerializer, Immutable, Alias("SpillRelease")]
public sealed record SpillRelease(
    [property: Id(0)] string Asset,
    [property: Id(1)] ushort Quantity,
    [property: Id(2)] long At,
    [property: Id(3)] double Concentration,
    [property: Id(4)] double Flow,
    [property: Id(5)] double Minutes);

[GenerateSerializer, Immutable, Alias("SpillArrival")]
public sealed record SpillArrival(
    [property: Id(0)] string Asset,
    [property: Id(1)] double FirstMinutes,
    [property: Id(2)] double PeakMinutes,
    [property: Id(3)] double PeakConcentration,
    [property: Id(4)] double MassShare,
    [property: Id(5)] string[] Path,
    [property: Id(6)] double LastMinutes);

/// <summary>A valve, gate or pump that cuts a release's way, and what shutting it protects; minutes left is 0 where the release is there already.</summary>
[GenerateSerializer, Immutable, Alias("SpillBlock")]
public sealed record SpillBlock(
    [property: Id(0)] string Asset,
    [property: Id(1)] double MinutesLeft,
    [property: Id(2)] int Assets,
    [property: Id(3)] int Intakes,
    [property: Id(4)] double PlantShare,
    [property: Id(5)] double MassShare);

/// <summary>A manhole to sample: before <see cref="FromMinutes"/> for comparison, best at <see cref="PeakMinutes"/>.</summary>
[GenerateSerializer, Immutable, Alias("SpillSamplePlace")]
public sealed record SpillSamplePlace(
    [property: Id(0)] string Asset,
    [property: Id(1)] double FromMinutes,
    [property: Id(2)] double PeakMinutes,
    [property: Id(3)] double ToMinutes,
    [property: Id(4)] double PeakConcentration,
    [property: Id(5)] string Reason);

[GenerateSerializer, Immutable, Alias("SpillOutlook")]
public sealed record SpillOutlook(
    [property: Id(0)] SpillArrival[] Arrivals,
    [property: Id(1)] SpillBlock[] Block,
    [property: Id(2)] SpillSamplePlace[] Sample);
