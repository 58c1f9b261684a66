using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.WorkOrders;

public enum OrderKind : byte { Inspection, Cleaning, Repair, Calibration }

public enum OrderState : byte { Open, Started, Done, Cancelled }

/// <summary>Why an order was made.</summary>
public enum OrderOrigin : byte { Hand, Rule, Plan }

/// <summary>One thing to do on the spot. The text is a key of the page's words, or what somebody wrote.</summary>
public sealed record CheckItem(string Text, bool IsDone, string? Who = null, Instant? At = null, string? Note = null);

/// <summary>What happened to an order.</summary>
/// <param name="RequestId">Of the call that did it: the same again does nothing.</param>
public sealed record OrderEntry(Instant At, string Who, string What, string? Text, string? RequestId);

/// <summary>What somebody asks of an order.</summary>
/// <param name="Item">Of the checklist, from 0; for <c>tick</c> and <c>untick</c>.</param>
public sealed record OrderCommand(string What, string Who, string? Text, int Item, string? RequestId);

/// <summary>What became of a command: the order as it is then, or why not.</summary>
public abstract record OrderAnswer
{
    private OrderAnswer() { }

    public sealed record Taken(WorkOrder Order) : OrderAnswer;
    /// <summary>The state does not allow it.</summary>
    public sealed record Refused(string Why) : OrderAnswer;
    public sealed record Faulty(string Field, string Why) : OrderAnswer;
}

/// <summary>Work on one asset: who is to do what by when, and what was done. Immutable; a command gives the next version.</summary>
public sealed record WorkOrder(string Id, OrderKind Kind, string Asset, string Title, OrderState State, OrderOrigin Origin, Instant DueAt, string? Assignee, IReadOnlyList<CheckItem> Checklist, IReadOnlyList<OrderEntry> Log)
{
    public const int LongestText = 500;
    public const int MostItems = 50;
    private const int MostEntries = 500;

    public bool IsOver => State is OrderState.Done or OrderState.Cancelled;

    /// <summary>What is done as <paramref name="at"/>. A request that was taken already changes nothing.</summary>
    public OrderAnswer Handle(OrderCommand command, Instant at)
    {
        if (command.RequestId is { } request && Log.Any(e => e.RequestId == request && e.Who == command.Who)) return new OrderAnswer.Taken(this);
        if (command.Text is { Length: > LongestText }) return new OrderAnswer.Faulty("text", $"text has {command.Text.Length} characters; expected at most {LongestText}.");
        if (command.What is not "comment" && IsOver) return new OrderAnswer.Refused($"Order {Id} is {(State == OrderState.Done ? "done" : "cancelled")}.");
        if (Log.Count >= MostEntries) return new OrderAnswer.Refused($"Order {Id} has {MostEntries} entries; make another.");
        return command.What switch
        {
            "assign" => Next(this with { Assignee = string.IsNullOrWhiteSpace(command.Text) ? null : command.Text.Trim() }),
            "start" when State == OrderState.Open => Next(this with { State = OrderState.Started }),
            "start" => new OrderAnswer.Refused($"Order {Id} was started already."),
            "tick" or "untick" when command.Item < 0 || command.Item >= Checklist.Count => new OrderAnswer.Faulty("item", $"item is {command.Item}; expected 0 to {Checklist.Count - 1}."),
            "tick" or "untick" => Next(this with
            {
                State = OrderState.Started,
                Checklist = [.. Checklist.Select((c, i) => i != command.Item ? c : command.What == "tick" ? c with { IsDone = true, Who = command.Who, At = at, Note = command.Text } : new CheckItem(c.Text, false))],
            }),
            "finish" when Checklist.Count(c => !c.IsDone) is > 0 and var left => new OrderAnswer.Refused($"{left} of {Checklist.Count} items are not done yet."),
            "finish" => Next(this with { State = OrderState.Done }),
            "cancel" or "comment" when string.IsNullOrWhiteSpace(command.Text) => new OrderAnswer.Faulty("text", $"text is absent; expected 1 to {LongestText} characters."),
            "cancel" => Next(this with { State = OrderState.Cancelled }),
            "comment" => Next(this),
            _ => new OrderAnswer.Faulty("action", $"action is '{command.What}'; expected assign, start, tick, untick, finish, cancel or comment."),
        };

        OrderAnswer Next(WorkOrder order) => new OrderAnswer.Taken(order with { Log = [.. Log, new OrderEntry(at, command.Who, command.What, command.Text, command.RequestId)] });
    }
}
