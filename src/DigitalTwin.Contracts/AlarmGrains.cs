using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>The alarms of one network, by ISA-18.2. The grain key is the network's name.</summary>
/// <remarks>A cause and what it brings about lie in one network and often in several catchments, so a book a catchment could not nest them.</remarks>
public interface IAlarmBookGrain : IGrainWithStringKey
{
    /// <summary>Warnings of the network opened, changed or ended. What gets lost is found again: the book compares itself with the warnings' log.</summary>
    [OneWay]
    Task Warned(WarningRecord[] warnings);

    /// <summary>Signals of other sources: silences, findings of rules.</summary>
    Task Signal(AlarmSignalBatch batch);

    /// <summary>What a person asks of one alarm; durable when it completes.</summary>
    Task<AlarmOutcome> Do(AlarmOrderRecord order);

    /// <summary>A condition of an asset that suppresses its alarms by design holds from now on; a null condition says that none does.</summary>
    Task<AlarmRecord[]> SetCondition(AssetConditionRecord condition);

    [ReadOnly]
    Task<AlarmBookState> Read();

    /// <summary>Renewed every minute by a host; forgotten when not renewed for three. A subscribed book stays awake, and so do its shelves and repeats.</summary>
    Task<AlarmBookState> Subscribe(IAlarmObserver observer);
}

public interface IAlarmObserver : IGrainObserver
{
    [OneWay]
    Task Alarmed(AlarmNews news);
}

/// <summary>Signals; with <see cref="CompleteOf"/>, all there are of sources that begin so.</summary>
[GenerateSerializer, Immutable, Alias("AlarmSignalBatch")]
public sealed record AlarmSignalBatch([property: Id(0)] AlarmSignalRecord[] Signals, [property: Id(1)] string? CompleteOf);

/// <summary>Something that may be an alarm; <see cref="Until"/> is null while it lasts. <see cref="Trigger"/> as alarm definitions name it (<c>rule:{id}</c> for a rule), <see cref="Detail"/> tells apart alarms of one definition at one subject.</summary>
[GenerateSerializer, Immutable, Alias("AlarmSignal")]
public sealed record AlarmSignalRecord(
    [property: Id(0)] string Source,
    [property: Id(1)] string Trigger,
    [property: Id(2)] string Subject,
    [property: Id(3)] byte Kind,
    [property: Id(4)] string? Asset,
    [property: Id(5)] string? Detail,
    [property: Id(6)] byte Level,
    [property: Id(7)] ushort Quantity,
    [property: Id(8)] double Value,
    [property: Id(9)] double Limit,
    [property: Id(10)] long Since,
    [property: Id(11)] long? Until,
    [property: Id(12)] string? Under,
    [property: Id(13)] string[] Members,
    [property: Id(14)] int MemberCount);

/// <summary>What a person asks. <see cref="Kind"/> by the wire name: acknowledge, unacknowledge, shelve, unshelve, comment, assign, outOfService, returnToService.</summary>
[GenerateSerializer, Immutable, Alias("AlarmOrder")]
public sealed record AlarmOrderRecord(
    [property: Id(0)] string Alarm,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Who,
    [property: Id(3)] string? Text,
    [property: Id(4)] double Minutes,
    [property: Id(5)] bool WithNested,
    [property: Id(6)] int? Seen);

/// <summary>What became of an order. <see cref="Verdict"/>: done, notThere, refused, faulty.</summary>
[GenerateSerializer, Immutable, Alias("AlarmOutcome")]
public sealed record AlarmOutcome(
    [property: Id(0)] string Verdict,
    [property: Id(1)] AlarmRecord? Alarm,
    [property: Id(2)] string? Field,
    [property: Id(3)] string? Why,
    [property: Id(4)] AlarmRecord[] Changed);

[GenerateSerializer, Immutable, Alias("AssetCondition")]
public sealed record AssetConditionRecord(
    [property: Id(0)] string Asset,
    [property: Id(1)] string? Condition,
    [property: Id(2)] string Who,
    [property: Id(3)] string Reason,
    [property: Id(4)] long Since);

/// <summary>All that is not normal in a book, and whether it floods. <see cref="Refused"/>: signals that found no room since it awoke.</summary>
[GenerateSerializer, Immutable, Alias("AlarmBookState")]
public sealed record AlarmBookState(
    [property: Id(0)] AlarmRecord[] Alarms,
    [property: Id(1)] AssetConditionRecord[] Conditions,
    [property: Id(2)] FloodState Flood,
    [property: Id(3)] long Refused);

[GenerateSerializer, Immutable, Alias("FloodState")]
public sealed record FloodState([property: Id(0)] string Network, [property: Id(1)] long? Since, [property: Id(2)] int Count);

/// <summary>New versions; ids that call again unheard; and the flood as it stands.</summary>
[GenerateSerializer, Immutable, Alias("AlarmNews")]
public sealed record AlarmNews([property: Id(0)] AlarmRecord[] Alarms, [property: Id(1)] string[] Repeats, [property: Id(2)] FloodState Flood);
