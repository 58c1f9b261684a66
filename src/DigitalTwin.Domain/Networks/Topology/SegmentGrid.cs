namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>A place on a pipe's line: between vertex <paramref name="Segment"/> and the next, at the share <paramref name="Along"/> of it.</summary>
internal readonly record struct OnPipe(WorkPipe Pipe, int Segment, double Along, Spot Foot, double Metres);

/// <summary>The straight pieces of pipes by the cells they pass.</summary>
internal sealed class SegmentGrid(double cell)
{
    private readonly Dictionary<(int, int), List<(WorkPipe Pipe, int Segment)>> _cells = [];

    public void Add(WorkPipe pipe)
    {
        for (var i = 0; i + 1 < pipe.Path.Length; i++)
            foreach (var key in Passed(pipe.Path[i], pipe.Path[i + 1]))
            {
                if (!_cells.TryGetValue(key, out var list)) _cells[key] = list = new(2);
                list.Add((pipe, i));
            }
    }

    /// <summary>The nearest foot on each pipe within <paramref name="metres"/>.</summary>
    public IEnumerable<OnPipe> Near(Spot at, double metres)
    {
        Dictionary<WorkPipe, OnPipe>? best = null;
        for (var x = Floor(at.X - metres); x <= Floor(at.X + metres); x++)
            for (var y = Floor(at.Y - metres); y <= Floor(at.Y + metres); y++)
                if (_cells.TryGetValue((x, y), out var list))
                    foreach (var (pipe, segment) in list)
                        if (Foot(pipe, segment, at) is var foot && foot.Metres <= metres && (best is null || !best.TryGetValue(pipe, out var before) || before.Metres > foot.Metres))
                            (best ??= [])[pipe] = foot;
        return best?.Values ?? Enumerable.Empty<OnPipe>();
    }

    /// <summary>Pairs of pieces of different pipes that share a cell, each once a cell.</summary>
    public IEnumerable<((WorkPipe Pipe, int Segment) A, (WorkPipe Pipe, int Segment) B)> Pairs()
    {
        foreach (var list in _cells.Values)
            for (var i = 0; i < list.Count; i++)
                for (var j = i + 1; j < list.Count; j++)
                    if (list[i].Pipe != list[j].Pipe) yield return (list[i], list[j]);
    }

    public static OnPipe Foot(WorkPipe pipe, int segment, Spot at)
    {
        var (a, d) = (pipe.Path[segment], pipe.Path[segment + 1] - pipe.Path[segment]);
        var square = d.Dot(d);
        var along = square <= 0 ? 0 : Math.Clamp((at - a).Dot(d) / square, 0, 1);
        var foot = a + d * along;
        return new OnPipe(pipe, segment, along, foot, foot.To(at));
    }

    /// <summary>Cells of the piece's box, row by row only as wide as the piece is there.</summary>
    private IEnumerable<(int, int)> Passed(Spot a, Spot b)
    {
        var (y0, y1) = (Floor(Math.Min(a.Y, b.Y)), Floor(Math.Max(a.Y, b.Y)));
        for (var y = y0; y <= y1; y++)
        {
            var (left, right) = (Math.Min(a.X, b.X), Math.Max(a.X, b.X));
            if (y1 > y0)
            {
                double xa = At(y * cell), xb = At((y + 1) * cell);
                (left, right) = (Math.Max(left, Math.Min(xa, xb)), Math.Min(right, Math.Max(xa, xb)));
            }
            for (var x = Floor(left); x <= Floor(right); x++) yield return (x, y);
        }

        double At(double y) => a.X + (b.X - a.X) * Math.Clamp((y - a.Y) / (b.Y - a.Y), 0, 1);
    }

    private int Floor(double metres) => (int)Math.Floor(metres / cell);
}
