namespace DigitalTwin.Domain.Query.Execution;

/// <summary>The row is in a set that was worked out before: one bit a row, padded to whole blocks.</summary>
internal sealed class SetNode(ulong[] rows) : MaskNode
{
    public override int Cost => 1;

    public override void Apply(in Block block, Span<ulong> mask, Scratch scratch)
    {
        var bits = rows.AsSpan(block.Index * mask.Length, mask.Length);
        for (var w = 0; w < mask.Length; w++) mask[w] &= bits[w];
    }
}
