using Conformance.Host;

namespace Conformance.Isolation;

[Collection(SharedHost.Name)]
public sealed class IsolationTests(SharedHost shared)
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task What_a_caller_does_to_an_array_after_the_call_is_not_seen()
    {
        int[] values = [1, 2, 3];
        var call = Grain("after").Keep(values);
        values[0] = 100;
        await call;
        Assert.Equal(new[] { 1, 2, 3 }, await Grain("after").Kept());
    }

    [Fact]
    public async Task What_a_caller_does_to_an_answer_is_not_seen()
    {
        await Grain("answer").Keep([1, 2, 3]);
        (await Grain("answer").Kept())[0] = 100;
        Assert.Equal(new[] { 1, 2, 3 }, await Grain("answer").Kept());
    }

    [Fact]
    public async Task Copies_go_all_the_way_down()
    {
        List<int[]> values = [[1, 2, 3]];
        var call = Grain("deep").KeepMany(values);
        values[0][0] = 100;
        await call;
        Assert.Equal(new[] { 1, 2, 3 }, await Grain("deep").Kept());
    }

    [Fact]
    public async Task An_immutable_argument_crosses_with_its_value()
    {
        await Grain("frozen").KeepFrozen(new Frozen([4, 5]));
        Assert.Equal(new[] { 4, 5 }, await Grain("frozen").Kept());
    }

    [Fact]
    public async Task Everything_crosses_and_comes_back_equal()
    {
        var sent = Sample();
        var back = await Grain("everything").Echo(sent);
        Assert.NotNull(back);
        Assert.NotSame(sent, back);
        Assert.Equivalent(sent, back, strict: true);
        Assert.Equal(typeof(Circle), back.Shapes[0]!.GetType());
        Assert.Equal(new Circle(2) { Name = "circle" }, back.Shapes[0]);
    }

    [Fact]
    public async Task Nothing_crosses_as_nothing() => Assert.Null(await Grain("null").Echo(null));

    [Fact]
    public async Task A_value_declared_as_object_crosses_by_its_own_type()
    {
        Assert.Equal(new Circle(3), await Grain("object").EchoAny(new Circle(3)));
        Assert.Equal(7, await Grain("object").EchoAny(7));
    }

    [Fact]
    public async Task A_type_without_serializer_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Grain("unmarked").EchoAny(new Unmarked()));
        Assert.Contains(nameof(Unmarked), refusal.ToString());
    }

    private IKeeperGrain Grain(string key) => _host.Grains.GetGrain<IKeeperGrain>(key);

    private static Everything Sample() => new()
    {
        Text = "污水",
        Numbers = [1, -2, int.MaxValue],
        Shapes = [new Circle(2) { Name = "circle" }, null, new Polygon([new Point(1, 2), new Point(3, double.NaN)])],
        Points = { ["origin"] = default, ["far"] = new Point(1e300, -1) },
        Maybe = 5,
        Colour = Colour.Green,
        At = new DateTimeOffset(2026, 7, 1, 8, 30, 0, TimeSpan.FromHours(8)),
        Pair = (1, "right"),
        Ids = [Guid.Empty, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)],
        Inner = new Everything { Text = "inner" },
        Money = 12.34m,
    };
}
