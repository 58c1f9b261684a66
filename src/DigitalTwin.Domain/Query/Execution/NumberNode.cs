using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>A number of each row, a block at a time.</summary>
internal abstract class NumberNode
{
    /// <summary>A whole block long; valid until the scratch is given back. Past the block's rows it holds anything.</summary>
    public abstract ReadOnlySpan<double> Of(in Block block, Scratch scratch);
}

internal sealed class ConstantNode(double value) : NumberNode
{
    private readonly double[] _column = Enumerable.Repeat(value, Blocks.Rows).ToArray();
    public double Value => value;
    public override ReadOnlySpan<double> Of(in Block block, Scratch scratch) => _column;
}

internal sealed class ColumnNode(ReadOnlyMemory<double> column) : NumberNode
{
    public override ReadOnlySpan<double> Of(in Block block, Scratch scratch) => column.Span.Slice(block.Start, Blocks.Rows);
}

/// <summary>Time of the newest reading, Unix ms, or with <paramref name="now"/> how long ago that was, s.</summary>
internal sealed class TimeNode(ReadOnlyMemory<long> at, long? now) : NumberNode
{
    public override ReadOnlySpan<double> Of(in Block block, Scratch scratch)
    {
        var to = scratch.Rent();
        var times = at.Span.Slice(block.Start, Blocks.Rows);
        for (var i = 0; i < to.Length; i++)
            to[i] = times[i] == 0 ? double.NaN : now is { } n ? (n - times[i]) / 1000.0 : times[i];
        return to;
    }
}

internal sealed class ArithmeticNode(ArithmeticOperator op, NumberNode left, NumberNode right) : NumberNode
{
    public override ReadOnlySpan<double> Of(in Block block, Scratch scratch)
    {
        var to = scratch.Rent();
        var used = scratch.Used;
        switch (op)
        {
            case ArithmeticOperator.Add: Run<Add>(block, scratch, to); break;
            case ArithmeticOperator.Subtract: Run<Subtract>(block, scratch, to); break;
            case ArithmeticOperator.Multiply: Run<Multiply>(block, scratch, to); break;
            default: Run<Divide>(block, scratch, to); break;
        }
        scratch.Return(used);
        return to;
    }

    private void Run<T>(in Block block, Scratch scratch, Span<double> to) where T : struct, ICalculate
    {
        if (left is ConstantNode a) Kernels.Calculate<T>(a.Value, right.Of(block, scratch), to);
        else if (right is ConstantNode b) Kernels.Calculate<T>(left.Of(block, scratch), b.Value, to);
        else Kernels.Calculate<T>(left.Of(block, scratch), right.Of(block, scratch), to);
    }
}
