using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>The work orders of one network. The grain key is the network's name.</summary>
public interface IWorkOrderGrain : IGrainWithStringKey
{
    /// <summary>Makes an order; durable when it completes. A request that was taken already is answered as then.</summary>
    Task<WorkOrderOutcome> Make(WorkOrderDraft draft);

    /// <summary>Does something with an order; durable when it completes.</summary>
    Task<WorkOrderOutcome> Do(WorkOrderAct act);

    [ReadOnly]
    Task<WorkOrderRecord[]> Read();
}

/// <summary>Kinds, states and origins by their numbers; times in Unix ms, city time.</summary>
[GenerateSerializer, Immutable, Alias("WorkOrderDraft")]
public sealed record WorkOrderDraft(
    [property: Id(0)] byte Kind,
    [property: Id(1)] string Asset,
    [property: Id(2)] string Title,
    [property: Id(3)] byte Origin,
    [property: Id(4)] long DueAt,
    [property: Id(5)] string? Assignee,
    [property: Id(6)] string[] Checklist,
    [property: Id(7)] string Who,
    [property: Id(8)] string? RequestId);

[GenerateSerializer, Immutable, Alias("WorkOrderAct")]
public sealed record WorkOrderAct(
    [property: Id(0)] string Id,
    [property: Id(1)] string What,
    [property: Id(2)] string Who,
    [property: Id(3)] string? Text,
    [property: Id(4)] int Item,
    [property: Id(5)] string? RequestId);

/// <summary><see cref="Verdict"/>: taken, notThere, refused, faulty, full.</summary>
[GenerateSerializer, Immutable, Alias("WorkOrderOutcome")]
public sealed record WorkOrderOutcome(
    [property: Id(0)] string Verdict,
    [property: Id(1)] WorkOrderRecord? Order,
    [property: Id(2)] string? Field,
    [property: Id(3)] string? Why);

[GenerateSerializer, Immutable, Alias("WorkOrder")]
public sealed record WorkOrderRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] byte Kind,
    [property: Id(2)] string Asset,
    [property: Id(3)] string Title,
    [property: Id(4)] byte State,
    [property: Id(5)] byte Origin,
    [property: Id(6)] long DueAt,
    [property: Id(7)] string? Assignee,
    [property: Id(8)] WorkOrderItem[] Checklist,
    [property: Id(9)] WorkOrderEntry[] Log);

[GenerateSerializer, Immutable, Alias("WorkOrderItem")]
public sealed record WorkOrderItem([property: Id(0)] string Text, [property: Id(1)] bool IsDone, [property: Id(2)] string? Who, [property: Id(3)] long? At, [property: Id(4)] string? Note);

[GenerateSerializer, Immutable, Alias("WorkOrderEntry")]
public sealed record WorkOrderEntry([property: Id(0)] long At, [property: Id(1)] string Who, [property: Id(2)] string What, [property: Id(3)] string? Text, [property: Id(4)] string? RequestId);
