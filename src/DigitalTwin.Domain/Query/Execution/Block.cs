using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>A run of rows that is filtered in one go; starts at a multiple of <see cref="Blocks.Rows"/>.</summary>
/// <param name="Rows">Rows of the table in it; fewer than a whole block only at the end.</param>
internal readonly record struct Block(int Index, int Start, int Rows)
{
    public static Block Of(int index, int count) => new(index, index * Blocks.Rows, Math.Min(Blocks.Rows, count - index * Blocks.Rows));

    /// <summary>One bit a row; words past the rows stay 0.</summary>
    public void Fill(Span<ulong> mask)
    {
        mask.Clear();
        mask[..(Rows >> 6)].Fill(ulong.MaxValue);
        if ((Rows & 63) != 0) mask[Rows >> 6] = (1UL << Rows) - 1;
    }
}

/// <summary>Intermediate columns of one query, a block long, handed out and taken back like a stack.</summary>
internal sealed class Scratch
{
    private readonly List<double[]> _columns = [];
    private int _used;

    public double[] Rent()
    {
        if (_used == _columns.Count) _columns.Add(new double[Blocks.Rows]);
        return _columns[_used++];
    }

    /// <summary>Gives back all but the first so many.</summary>
    public void Return(int used) => _used = used;

    public int Used => _used;
}
