using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.WorkOrders;

namespace DigitalTwin.Domain.Tests.WorkOrders;

public class WorkOrderTests
{
    private static readonly WorkOrder Fresh = new("W-1", OrderKind.Cleaning, "town:P1", "Clean it", OrderState.Open, OrderOrigin.Hand, new Instant(1000), null, [new("traffic guarded", false), new("gas measured", false)], []);

    private static WorkOrder Taken(WorkOrder order, string what, string? text = null, int item = -1, string? request = null) => Assert.IsType<OrderAnswer.Taken>(order.Handle(new OrderCommand(what, "crew", text, item, request), new Instant(5))).Order;

    [Fact]
    public void It_cannot_be_finished_before_every_item_is_done()
    {
        var half = Taken(Fresh, "tick", item: 0);
        Assert.Equal(OrderState.Started, half.State);
        Assert.Contains("1 of 2", Assert.IsType<OrderAnswer.Refused>(half.Handle(new OrderCommand("finish", "crew", null, -1, null), new Instant(6))).Why);
        var done = Taken(Taken(half, "tick", "0.2 % LEL", 1), "finish");
        Assert.Equal((OrderState.Done, "0.2 % LEL", "crew"), (done.State, done.Checklist[1].Note, done.Checklist[1].Who));
        Assert.Equal(["tick", "tick", "finish"], done.Log.Select(e => e.What));
    }

    [Fact]
    public void The_same_request_does_nothing_twice()
    {
        var once = Taken(Fresh, "comment", "on my way", request: "r1");
        Assert.Same(once, Taken(once, "comment", "on my way", request: "r1"));
        Assert.Equal(2, Taken(once, "comment", "on my way", request: "r2").Log.Count);
    }

    [Fact]
    public void What_is_over_takes_comments_alone()
    {
        var cancelled = Taken(Fresh, "cancel", "already clean");
        Assert.Equal(OrderState.Cancelled, Taken(cancelled, "comment", "checked").State);
        Assert.IsType<OrderAnswer.Refused>(cancelled.Handle(new OrderCommand("start", "crew", null, -1, null), new Instant(9)));
    }

    [Theory]
    [InlineData("tick", null, 2, "item")]
    [InlineData("cancel", null, -1, "text")]
    [InlineData("explode", null, -1, "action")]
    public void What_makes_no_sense_is_told_by_field(string what, string? text, int item, string field) =>
        Assert.Equal(field, Assert.IsType<OrderAnswer.Faulty>(Fresh.Handle(new OrderCommand(what, "crew", text, item, null), new Instant(9))).Field);
}
