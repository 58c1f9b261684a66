using Orleans;

namespace Conformance.Isolation;

public enum Colour : byte
{
    Red,
    Green = 7,
}

[GenerateSerializer, Alias("Conformance.Point")]
public readonly record struct Point([property: Id(0)] double X, [property: Id(1)] double Y);

[GenerateSerializer, Alias("Conformance.Shape")]
public abstract record Shape
{
    [Id(0)]
    public string Name { get; init; } = "";
}

[GenerateSerializer, Alias("Conformance.Circle")]
public sealed record Circle([property: Id(0)] double Radius) : Shape;

[GenerateSerializer, Alias("Conformance.Polygon")]
public sealed record Polygon([property: Id(0)] Point[] Corners) : Shape;

/// <summary>One of everything that may cross.</summary>
[GenerateSerializer, Alias("Conformance.Everything")]
public sealed class Everything
{
    [Id(0)]
    public string? Text;

    [Id(1)]
    public int[] Numbers { get; set; } = [];

    [Id(2)]
    public List<Shape?> Shapes { get; init; } = [];

    [Id(3)]
    public Dictionary<string, Point> Points { get; } = [];

    [Id(4)]
    public long? Maybe { get; set; }

    [Id(5)]
    public Colour Colour { get; set; }

    [Id(6)]
    public DateTimeOffset At { get; set; }

    [Id(7)]
    public (int Left, string Right) Pair { get; set; }

    [Id(8)]
    public HashSet<Guid> Ids { get; set; } = [];

    [Id(9)]
    public Everything? Inner { get; set; }

    [Id(10)]
    public decimal Money { get; set; }
}

[GenerateSerializer, Alias("Conformance.Frozen"), Immutable]
public sealed record Frozen([property: Id(0)] int[] Values);

/// <summary>Carries no serializer attribute, so it must not cross.</summary>
public sealed class Unmarked
{
    public int Value { get; set; }
}

public interface IKeeperGrain : IGrainWithStringKey
{
    Task Keep(int[] values);

    Task KeepMany(List<int[]> values);

    Task KeepFrozen(Frozen frozen);

    Task<int[]> Kept();

    Task<Everything?> Echo(Everything? everything);

    Task<object> EchoAny(object value);
}

public sealed class KeeperGrain : Grain, IKeeperGrain
{
    private int[] _kept = [];

    public Task Keep(int[] values)
    {
        _kept = values;
        return Task.CompletedTask;
    }

    public Task KeepMany(List<int[]> values) => Keep(values[0]);

    public Task KeepFrozen(Frozen frozen) => Keep(frozen.Values);

    public Task<int[]> Kept() => Task.FromResult(_kept);

    public Task<Everything?> Echo(Everything? everything) => Task.FromResult(everything);

    public Task<object> EchoAny(object value) => Task.FromResult(value);
}
