using System.Numerics;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>The text has a pattern; where the pattern is one run of plain characters, by searching the whole block's buffer at once.</summary>
internal sealed class TextNode(TextColumn column, TextPattern pattern) : MaskNode
{
    /// <summary>With fewer rows left in a block, looking at each is faster than searching all of it.</summary>
    private const int FewRows = 24;

    public override int Cost => 40;

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        var left = 0;
        foreach (var word in mask) left += BitOperations.PopCount(word);
        if (pattern.Needle is { } needle && left > FewRows)
        {
            column.KeepHolding(needle, block.Start, block.Rows, mask);
            return;
        }
        for (var w = 0; w < mask.Length; w++)
            for (var rest = mask[w]; rest != 0; rest &= rest - 1)
                if (!pattern.Matches(column[block.Start + w * 64 + BitOperations.TrailingZeroCount(rest)])) mask[w] &= ~(rest & (~rest + 1));
    }
}
