using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>A condition on a block of rows: clears the bits of rows for which it is false.</summary>
internal abstract class MaskNode
{
    /// <summary>Rough work a row, to run cheap conditions before dear ones; any order gives the same rows.</summary>
    public abstract int Cost { get; }

    public abstract void Apply(in Block block, Span<ulong> mask, Scratch scratch);
}

internal sealed class AndNode : MaskNode
{
    private readonly MaskNode[] _all;
    public AndNode(IEnumerable<MaskNode> all) => _all = [.. all.OrderBy(n => n.Cost)];
    public override int Cost => _all.Sum(n => n.Cost);

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        foreach (var node in _all)
        {
            if (!mask.ContainsAnyExcept(0UL)) return;
            node.Apply(block, mask, scratch);
        }
    }
}

internal sealed class OrNode : MaskNode
{
    private readonly MaskNode[] _any;
    public OrNode(IEnumerable<MaskNode> any) => _any = [.. any.OrderBy(n => n.Cost)];
    public override int Cost => _any.Sum(n => n.Cost);

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        // Each part looks only at the rows that none before it took.
        Span<ulong> open = stackalloc ulong[Blocks.Words], taken = stackalloc ulong[Blocks.Words];
        mask.CopyTo(open);
        foreach (var node in _any)
        {
            open.CopyTo(taken);
            node.Apply(block, taken, scratch);
            for (var w = 0; w < open.Length; w++) open[w] &= ~taken[w];
        }
        for (var w = 0; w < mask.Length; w++) mask[w] &= ~open[w];
    }
}

internal sealed class NotNode(MaskNode of) : MaskNode
{
    public override int Cost => of.Cost;

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        Span<ulong> inner = stackalloc ulong[Blocks.Words];
        mask.CopyTo(inner);
        of.Apply(block, inner, scratch);
        for (var w = 0; w < mask.Length; w++) mask[w] &= ~inner[w];
    }
}

internal sealed class NoneNode : MaskNode
{
    public override int Cost => 0;
    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch) => mask.Clear();
}

internal sealed class CompareNode(ComparisonOperator op, NumberNode left, NumberNode right) : MaskNode
{
    public override int Cost => 8 + (left is ArithmeticNode ? 8 : 0) + (right is ArithmeticNode ? 8 : 0);

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        switch (op)
        {
            case ComparisonOperator.Equal: Run<Equal>(block, mask, scratch); break;
            case ComparisonOperator.NotEqual: Run<NotEqual>(block, mask, scratch); break;
            case ComparisonOperator.Less: Run<Less>(block, mask, scratch); break;
            case ComparisonOperator.LessOrEqual: Run<LessOrEqual>(block, mask, scratch); break;
            case ComparisonOperator.Greater: Run<Greater>(block, mask, scratch); break;
            default: Run<GreaterOrEqual>(block, mask, scratch); break;
        }
        scratch.Return(0);
    }

    private void Run<T>(in Block block, Span<ulong> mask, Scratch scratch) where T : struct, ICompare
    {
        if (right is ConstantNode b) Kernels.Compare<T>(left.Of(block, scratch), b.Value, mask);
        else Kernels.Compare<T>(left.Of(block, scratch), right.Of(block, scratch), mask);
    }
}

internal sealed class ByteInNode(ReadOnlyMemory<byte> column, byte and, byte[] values) : MaskNode
{
    public override int Cost => 1;

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch) =>
        Kernels.ByteIn(column.Span.Slice(block.Start, Blocks.Rows), and, values, mask);
}

/// <summary>The code is one of those that <paramref name="wanted"/> says.</summary>
internal sealed class CodeInNode(CodeColumn column, bool[] wanted) : MaskNode
{
    /// <summary>Up to so many codes, comparing with each in turn is faster than looking each row up.</summary>
    private const int FewCodes = 6;

    private readonly int[]? _few = wanted.Count(w => w) <= FewCodes ? [.. wanted.Index().Where(w => w.Item).Select(w => w.Index)] : null;
    public override int Cost => _few is not null ? 2 + _few.Length : 12;

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        var codes = column.Codes.Slice(block.Start, Blocks.Rows);
        if (_few is not null) Kernels.CodeIn(codes, _few, mask);
        else
            for (var w = 0; w < mask.Length; w++)
            {
                if (mask[w] == 0) continue;
                ulong bits = 0;
                var ofWord = codes.Slice(w * 64, 64);
                for (var i = 0; i < 64; i++) bits |= (wanted[ofWord[i]] ? 1UL : 0) << i;
                mask[w] &= bits;
            }
    }
}

internal sealed class BoxNode(AssetTable table, Box box) : MaskNode
{
    public override int Cost => 2;

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        var boxes = table.Boxes;
        if (!box.Meets(boxes.OfBlock[block.Index])) { mask.Clear(); return; }
        if (box.Contains(boxes.OfBlock[block.Index])) return;
        for (var w = 0; w < mask.Length; w++)
        {
            var ofWord = boxes.OfWord[block.Index * Blocks.Words + w];
            if (mask[w] == 0 || box.Contains(ofWord)) continue;
            if (!box.Meets(ofWord)) { mask[w] = 0; continue; }
            var start = block.Start + w * 64;
            var one = mask.Slice(w, 1);
            var lon = table.Longitude.AsSpan(start, 64);
            var lat = table.Latitude.AsSpan(start, 64);
            Kernels.Compare<GreaterOrEqual>(lon, box.West, one);
            Kernels.Compare<LessOrEqual>(lon, box.East, one);
            Kernels.Compare<GreaterOrEqual>(lat, box.South, one);
            Kernels.Compare<LessOrEqual>(lat, box.North, one);
        }
    }
}
