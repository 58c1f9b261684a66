using System.Numerics;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Solves the linear system of heads by elimination without pivoting: each column's diagonal outweighs the rest, because water that leaves one node enters another.</summary>
/// <remarks>
/// What each row's elimination gave to the rows above it is kept. Where a few rows have changed since, only those on their way to the root are
/// eliminated anew, and only subtrees into which a head's change reaches are solved for (left-looking update of a sparse factor; Davis and Hager 1999,
/// SIAM J. Matrix Anal. Appl. 20:3, for the symmetric case).
/// </remarks>
internal sealed class HeadSolver(EliminationOrder order)
{
    private readonly double[] _inverse = new double[order.Rows], _given = new double[order.Pairs[^1]];
    private readonly ulong[] _changed = new ulong[(order.Rows >> 6) + 1];

    /// <summary>By row, one more for given heads. After <see cref="Solve()"/> it holds what eliminated rows took off it, too: change it by differences.</summary>
    public double[] Diagonal { get; } = new double[order.Rows + 1];
    /// <summary>By <see cref="EliminationOrder.PlaceOf"/>; one number more, into which entries of given heads fall.</summary>
    public double[] Off { get; } = new double[order.Places + 1];
    /// <summary>Right-hand side by row; after solving, the solution. Its last is that of given heads: 0.</summary>
    public double[] Right { get; } = new double[order.Rows + 1];
    /// <summary>Rows that the last solution covers, descending; the others did not change.</summary>
    public int[] Visited { get; } = new int[order.Rows];
    public int VisitedCount { get; private set; }

    public void Clear()
    {
        Array.Clear(Off);
        Array.Clear(Diagonal);
        Array.Clear(Right);
    }

    public void Solve()
    {
        int[] starts = order.Starts, others = order.Others, upper = order.Upper, lower = order.Lower, changed = order.Changed;
        double[] diagonal = Diagonal, off = Off, right = Right, given = _given, inverses = _inverse;
        var c = 0;
        for (var row = 0; row < inverses.Length; row++)
        {
            var inverse = 1 / diagonal[row];
            inverses[row] = inverse;
            var (start, end, own) = (starts[row], starts[row + 1], right[row]);
            for (var i = start; i < end; i++)
            {
                var factor = off[lower[i]] * inverse;
                right[others[i]] -= factor * own;
                for (var j = start; j < end; j++)
                {
                    var (place, value) = (changed[c], factor * off[upper[j]]);
                    given[c++] = value;
                    if (place < 0) diagonal[-1 - place] -= value;
                    else off[place] -= value;
                }
            }
        }
        VisitedCount = inverses.Length;
        for (var row = inverses.Length - 1; row >= 0; row--)
        {
            var sum = right[row];
            for (var i = starts[row]; i < starts[row + 1]; i++) sum -= off[upper[i]] * right[others[i]];
            right[row] = sum * inverses[row];
            Visited[inverses.Length - 1 - row] = row;
        }
    }

    /// <summary>Clears what a region's rows say of each other.</summary>
    public void Clear(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            (Diagonal[row], Right[row]) = (0, 0);
            for (var i = order.Starts[row]; i < order.Starts[row + 1]; i++) Off[order.Upper[i]] = Off[order.Lower[i]] = 0;
        }
    }

    /// <summary>Solves for some rows alone; the heads of all others are given.</summary>
    /// <param name="rows">Ascending.</param>
    /// <param name="regionOf">By row: the region it belongs to; the rows are those of <paramref name="region"/>.</param>
    public void Solve(ReadOnlySpan<int> rows, int[] regionOf, int region)
    {
        int[] starts = order.Starts, others = order.Others, upper = order.Upper, lower = order.Lower, changed = order.Changed;
        double[] diagonal = Diagonal, off = Off, right = Right, inverses = _inverse;
        foreach (var row in rows)
        {
            var inverse = inverses[row] = 1 / diagonal[row];
            var (start, end, own, pair) = (starts[row], starts[row + 1], right[row], order.Pairs[row]);
            for (var i = start; i < end; i++, pair += end - start)
            {
                if (regionOf[others[i]] != region) continue;
                var factor = off[lower[i]] * inverse;
                right[others[i]] -= factor * own;
                for (var j = start; j < end; j++)
                {
                    if (regionOf[others[j]] != region) continue;
                    var (place, value) = (changed[pair + j - start], factor * off[upper[j]]);
                    if (place < 0) diagonal[-1 - place] -= value;
                    else off[place] -= value;
                }
            }
        }
        for (var k = rows.Length - 1; k >= 0; k--)
        {
            var row = rows[k];
            var sum = right[row];
            for (var i = starts[row]; i < starts[row + 1]; i++)
                if (regionOf[others[i]] == region) sum -= off[upper[i]] * right[others[i]];
            right[row] = sum * inverses[row];
        }
    }

    /// <summary>Marks a row as changed since the last solution, with all that its elimination reaches; their right-hand sides become 0.</summary>
    public void Mark(int row)
    {
        for (; row >= 0; row = order.Parent[row])
        {
            ref var word = ref _changed[row >> 6];
            var bit = 1ul << row;
            if ((word & bit) != 0) return;
            word |= bit;
            Right[row] = 0;
        }
    }

    /// <summary>Solves again after rows were marked and changed; the right-hand side is 0 in all others.</summary>
    /// <param name="negligible">Changes below this are not carried into quiet subtrees.</param>
    public void SolveMarked(double negligible)
    {
        for (var w = 0; w < _changed.Length; w++)
            for (var word = _changed[w]; word != 0; word &= word - 1) EliminateAnew((w << 6) + BitOperations.TrailingZeroCount(word));
        int[] starts = order.Starts, others = order.Others, upper = order.Upper;
        double[] off = Off, right = Right;
        VisitedCount = 0;
        for (var row = _inverse.Length - 1; row >= 0; row--)
        {
            var isMarked = (_changed[row >> 6] & (1ul << row)) != 0;
            double sum = isMarked ? right[row] : 0, greatest = 0;
            for (var i = starts[row]; i < starts[row + 1]; i++)
            {
                var change = right[others[i]];
                greatest = Math.Max(greatest, Math.Abs(change));
                sum -= off[upper[i]] * change;
            }
            if (!isMarked && greatest < negligible)
            {
                row = order.First[row]; // No row of a quiet subtree is marked, and none moves more than what it hangs on.
                continue;
            }
            right[row] = sum * _inverse[row];
            Visited[VisitedCount++] = row;
        }
        Array.Clear(_changed);
    }

    private void EliminateAnew(int row)
    {
        int[] others = order.Others, upper = order.Upper, lower = order.Lower, changed = order.Changed;
        double[] diagonal = Diagonal, off = Off, right = Right, given = _given;
        var inverse = 1 / diagonal[row];
        _inverse[row] = inverse;
        var (c, start, end, own) = (order.Pairs[row], order.Starts[row], order.Starts[row + 1], right[row]);
        for (var i = start; i < end; i++)
        {
            var factor = off[lower[i]] * inverse;
            right[others[i]] -= factor * own;
            for (var j = start; j < end; j++)
            {
                var (place, value) = (changed[c], factor * off[upper[j]]);
                var more = value - given[c];
                given[c++] = value;
                if (place < 0) diagonal[-1 - place] -= more;
                else off[place] -= more;
            }
        }
    }
}
