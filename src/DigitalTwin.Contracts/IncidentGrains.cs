using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>One incident: its record, entry by entry. The grain key is its id, <c>I-yyyyMMdd-n</c>.</summary>
/// <remarks>The entries in the fact log are the truth and the grain their fold. Commands, entries and summaries cross as the UTF-8 JSON that the domain writes.</remarks>
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>Durable when it completes. A request that comes again is answered as the first time and changes nothing.</summary>
    Task<IncidentAnswer> Do(IncidentOrder order);

    /// <summary>Entries after a number, as stored, in order.</summary>
    [ReadOnly]
    Task<IncidentEntries> Read(int after, int limit);

    /// <summary>What the risk grains say now of its warnings.</summary>
    [ReadOnly]
    Task<IncidentReach> Reach();

    /// <summary>Keeps it awake, and with it its clocks.</summary>
    /// <returns>Its summary; null where there is no such incident.</returns>
    Task<byte[]?> Wake();
}

/// <summary>All incidents of the city. One grain, key <see cref="Key"/>.</summary>
public interface IIncidentBookGrain : IGrainWithStringKey
{
    const string Key = "city";

    /// <summary>Opens an incident under the next number of its day; none is opened twice for one request, nor two for one warning.</summary>
    Task<IncidentAnswer> Open(IncidentOrder order);

    /// <summary>An incident has new entries. What gets lost is seen by the gap in the numbers.</summary>
    [OneWay]
    Task Told(IncidentNews news);

    /// <summary>Renewed every minute by a host; forgotten when not renewed for three. A subscribed book keeps open incidents awake.</summary>
    /// <returns>Summaries of all that are open.</returns>
    Task<byte[][]> Subscribe(IIncidentObserver observer);
}

public interface IIncidentObserver : IGrainObserver
{
    [OneWay]
    Task Told(IncidentNews news);
}

/// <summary>Who acts, as the domain's actor.</summary>
[GenerateSerializer, Immutable, Alias("IncidentActor")]
public sealed record IncidentActorRecord(
    [property: Id(0)] string Name,
    [property: Id(1)] string? FullName,
    [property: Id(2)] string? Department,
    [property: Id(3)] string[] Regions,
    [property: Id(4)] bool MayWrite,
    [property: Id(5)] bool MayCommand);

/// <summary>What somebody asks. <see cref="Seen"/>: the version that he saw, where he says so.</summary>
[GenerateSerializer, Immutable, Alias("IncidentOrder")]
public sealed record IncidentOrder(
    [property: Id(0)] IncidentActorRecord Actor,
    [property: Id(1)] byte[] Command,
    [property: Id(2)] string? RequestId,
    [property: Id(3)] int? Seen);

/// <summary>What became of it. <see cref="Verdict"/>: done, nothing, repeated, refused. <see cref="Entry"/> as stored, where one was made, then or before.</summary>
[GenerateSerializer, Immutable, Alias("IncidentAnswer")]
public sealed record IncidentAnswer(
    [property: Id(0)] string Verdict,
    [property: Id(1)] string Incident,
    [property: Id(2)] int Version,
    [property: Id(3)] byte[]? Entry,
    [property: Id(4)] string? Code,
    [property: Id(5)] string? Why,
    [property: Id(6)] string? Field,
    [property: Id(7)] string[] Open);

[GenerateSerializer, Immutable, Alias("IncidentEntries")]
public sealed record IncidentEntries([property: Id(0)] int Version, [property: Id(1)] byte[][] Bodies);

/// <summary>Open warnings of an incident with where they go on, and keys of every asset on their ways.</summary>
[GenerateSerializer, Immutable, Alias("IncidentReach")]
public sealed record IncidentReach([property: Id(0)] long At, [property: Id(1)] WarningRecord[] Warnings, [property: Id(2)] int[] Affected, [property: Id(3)] byte[] Arrivals);

/// <summary>New entries of one incident as stored, and its summary where that has changed.</summary>
[GenerateSerializer, Immutable, Alias("IncidentNews")]
public sealed record IncidentNews([property: Id(0)] string Incident, [property: Id(1)] byte[][] Entries, [property: Id(2)] byte[]? Summary);
