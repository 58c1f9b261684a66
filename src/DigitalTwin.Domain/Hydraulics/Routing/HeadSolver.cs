namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Solves the linear system of heads by elimination without pivoting: each column's diagonal outweighs the rest, because water that leaves one node enters another.</summary>
internal sealed class HeadSolver(EliminationOrder order, int nodes)
{
    public double[] Diagonal { get; } = new double[nodes];
    /// <summary>By <see cref="EliminationOrder.PlaceOf"/>; one number more, into which entries of given heads fall.</summary>
    public double[] Off { get; } = new double[order.Places + 1];
    /// <summary>Right-hand side; after <see cref="Solve"/> the solution. Untouched for given heads.</summary>
    public double[] Right { get; } = new double[nodes];

    public void Clear()
    {
        Array.Clear(Off);
        Array.Clear(Diagonal);
        Array.Clear(Right);
    }

    public void Solve()
    {
        var (pivots, starts, others, upper, lower, changed) = (order.Pivots, order.Starts, order.Others, order.Upper, order.Lower, order.Changed);
        double[] diagonal = Diagonal, off = Off, right = Right;
        var c = 0;
        for (var p = 0; p < pivots.Length; p++)
        {
            var node = pivots[p];
            var inverse = 1 / diagonal[node];
            diagonal[node] = inverse;
            var (start, end) = (starts[p], starts[p + 1]);
            for (var i = start; i < end; i++)
            {
                var factor = off[lower[i]] * inverse;
                if (factor == 0)
                {
                    c += end - start;
                    continue;
                }
                right[others[i]] -= factor * right[node];
                for (var j = start; j < end; j++)
                {
                    var place = changed[c++];
                    if (place < 0) diagonal[-1 - place] -= factor * off[upper[j]];
                    else off[place] -= factor * off[upper[j]];
                }
            }
        }
        for (var p = pivots.Length - 1; p >= 0; p--)
        {
            var sum = right[pivots[p]];
            for (var i = starts[p]; i < starts[p + 1]; i++) sum -= off[upper[i]] * right[others[i]];
            right[pivots[p]] = sum * diagonal[pivots[p]];
        }
    }
}
