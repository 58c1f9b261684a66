using System.Globalization;
using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.WorkOrders;
using Orleans;

namespace DigitalTwin.Grains.WorkOrders;

/// <summary>Keeps one network's work orders: every version is a fact, and what is in memory is their fold.</summary>
public sealed class WorkOrderGrain(IFactLog facts, CityClock clock) : Grain, IWorkOrderGrain
{
    public const string Stream = "workOrders";
    private const int MostOrders = 50_000;

    private readonly Dictionary<string, WorkOrder> _orders = [];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var fact in (await facts.LatestPerSubject(Stream, null, cancellationToken)).Where(f => f.Subject.StartsWith($"{this.GetPrimaryKeyString()}|", StringComparison.Ordinal)))
            if (JsonSerializer.Deserialize<WorkOrderRecord>(fact.Body.Span, JsonSerializerOptions.Web) is { } record) _orders[record.Id] = WorkOrderRecords.Of(record);
    }

    public async Task<WorkOrderOutcome> Make(WorkOrderDraft draft)
    {
        if (draft.RequestId is { } request && _orders.Values.FirstOrDefault(o => o.Log is [{ What: "make" } first, ..] && first.RequestId == request && first.Who == draft.Who) is { } done) return Taken(done);
        if (_orders.Count >= MostOrders) return new WorkOrderOutcome("full", null, null, $"There are {MostOrders} work orders.");
        var now = clock.Now;
        var id = string.Create(CultureInfo.InvariantCulture, $"W-{now.ToDateTimeOffset():yyyyMMdd}-{_orders.Count + 1}");
        return await Save(new WorkOrder(id, (OrderKind)draft.Kind, draft.Asset, draft.Title, OrderState.Open, (OrderOrigin)draft.Origin, new Instant(draft.DueAt), draft.Assignee,
            [.. draft.Checklist.Select(c => new CheckItem(c, false))], [new OrderEntry(now, draft.Who, "make", null, draft.RequestId)]));
    }

    public async Task<WorkOrderOutcome> Do(WorkOrderAct act)
    {
        if (!_orders.TryGetValue(act.Id, out var order)) return new WorkOrderOutcome("notThere", null, null, $"There is no work order '{act.Id}'.");
        return order.Handle(new OrderCommand(act.What, act.Who, act.Text, act.Item, act.RequestId), clock.Now) switch
        {
            OrderAnswer.Taken taken => ReferenceEquals(taken.Order, order) ? Taken(order) : await Save(taken.Order),
            OrderAnswer.Refused refused => new WorkOrderOutcome("refused", WorkOrderRecords.Of(order), null, refused.Why),
            OrderAnswer.Faulty faulty => new WorkOrderOutcome("faulty", null, faulty.Field, faulty.Why),
            _ => throw new InvalidOperationException("An answer that is not known."),
        };
    }

    public Task<WorkOrderRecord[]> Read() => Task.FromResult(_orders.Values.Select(WorkOrderRecords.Of).ToArray());

    /// <summary>In memory only what is on disk.</summary>
    private async Task<WorkOrderOutcome> Save(WorkOrder order)
    {
        var at = order.Log[^1].At;
        await facts.Append(Stream, $"{this.GetPrimaryKeyString()}|{order.Id}", at, at, JsonSerializer.SerializeToUtf8Bytes(WorkOrderRecords.Of(order), JsonSerializerOptions.Web));
        _orders[order.Id] = order;
        return Taken(order);
    }

    private static WorkOrderOutcome Taken(WorkOrder order) => new("taken", WorkOrderRecords.Of(order), null, null);
}

/// <summary>Orders as they cross a grain's border, and back.</summary>
internal static class WorkOrderRecords
{
    public static WorkOrderRecord Of(WorkOrder o) => new(o.Id, (byte)o.Kind, o.Asset, o.Title, (byte)o.State, (byte)o.Origin, o.DueAt.UnixMilliseconds, o.Assignee,
        [.. o.Checklist.Select(c => new WorkOrderItem(c.Text, c.IsDone, c.Who, c.At?.UnixMilliseconds, c.Note))], [.. o.Log.Select(e => new WorkOrderEntry(e.At.UnixMilliseconds, e.Who, e.What, e.Text, e.RequestId))]);

    public static WorkOrder Of(WorkOrderRecord r) => new(r.Id, (OrderKind)r.Kind, r.Asset, r.Title, (OrderState)r.State, (OrderOrigin)r.Origin, new Instant(r.DueAt), r.Assignee,
        [.. r.Checklist.Select(c => new CheckItem(c.Text, c.IsDone, c.Who, c.At is { } at ? new Instant(at) : null, c.Note))], [.. r.Log.Select(e => new OrderEntry(new Instant(e.At), e.Who, e.What, e.Text, e.RequestId))]);
}
