namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>One time step: heads of all nodes and flows of all links at its end, found together by Newton's method.</summary>
/// <remarks>
/// Volume balance of every node with the flows at the new heads, V(H) − V(H_old) = Δt·(θ·ΣQ + (1 − θ)·ΣQ_old), Q linear in H from <see cref="ConduitFlows"/>
/// and <see cref="DeviceFlows"/>: the semi-implicit scheme of Casulli and Stelling (2013, Int. J. Numer. Meth. Fluids 71:1) on SWMM's nodes and links.
/// It is stable whatever the Courant number; water is conserved in each step even where Newton has not converged, because the flows that move it are
/// those of the linear system that was solved. From the second iteration on only links between heads that moved get a new line, and where they are few
/// only their part of the system is eliminated anew: what keeps a step from settling is most often a manhole or two.
/// </remarks>
internal sealed class StepSolver
{
    private const double Flip = 0.5; // of the move before: a head that comes back by more is held between both.
    private const double StillShare = 0.1, NegligibleShare = 1e-3; // of the head tolerance
    private const int Few = 4; // One row in so many.

    private readonly RoutingOptions _options;
    private readonly LinkSums _sums;
    private readonly double[] _last;
    private readonly OutfallHeads _ends;
    private readonly int[] _active, _activeSince, _moved;
    private int _activeCount, _movedCount, _pass;

    public StepSolver(HydraulicModel model, RoutingOptions options)
    {
        _options = options;
        _sums = new LinkSums(model, options);
        _ends = new OutfallHeads(model, _sums);
        _last = new double[_sums.Order.Rows];
        (_active, _activeSince, _moved) = (new int[_sums.Lines.Length], new int[_sums.Lines.Length], new int[_sums.Order.Rows]);
    }

    public LinkSums Sums => _sums;
    public OutfallHeads Ends => _ends;
    public int Iterations { get; private set; }
    /// <summary>Rows that were solved for in the last step, over all its iterations.</summary>
    public long Work { get; private set; }
    /// <summary>Greatest change of a head in the last iteration, m.</summary>
    public double LastChange { get; private set; }
    /// <summary>Node whose head moved most in the last iteration.</summary>
    public int Slowest { get; private set; }

    /// <summary>True where the heads have settled within the tolerance. The state is not changed.</summary>
    public bool Solve(RoutingState state, double[] lateral, in StageTime time, double dt)
    {
        _sums.Begin(state);
        Array.Clear(_last);
        Work = 0;
        for (Iterations = 1; ; Iterations++)
        {
            _ends.SetAll(in time);
            if (Iterations == 1) _sums.EvaluateAll(state, lateral, dt);
            else if (_movedCount * Few > _moved.Length) _sums.EvaluateMany(Active(), state, lateral, dt);
            else _sums.EvaluateFew(Active(), _moved.AsSpan(0, _movedCount), state, lateral, dt, NegligibleShare * _options.HeadTolerance);
            FindGreatestChange();
            Work += _sums.Heads.VisitedCount;
            var isSettled = LastChange < _options.HeadTolerance;
            var isLast = isSettled || Iterations >= _options.MostIterations || !double.IsFinite(LastChange);
            if (!isLast) Hold();
            _sums.Move();
            if (isLast) return isSettled;
            NoteWhatMoved();
        }
    }

    private void FindGreatestChange()
    {
        var heads = _sums.Heads;
        LastChange = 0;
        foreach (var row in heads.Visited.AsSpan(0, heads.VisitedCount))
        {
            var size = Math.Abs(heads.Right[row]);
            if (size <= LastChange) continue;
            (LastChange, Slowest) = (size, _sums.Order.Nodes[row]);
            if (double.IsNaN(size)) return;
        }
    }

    /// <summary>A flow that flips between two of its laws would go on flipping: a head that turns back goes as far as the chord between both says.</summary>
    private void Hold()
    {
        var heads = _sums.Heads;
        var still = StillShare * _options.HeadTolerance;
        foreach (var row in heads.Visited.AsSpan(0, heads.VisitedCount))
        {
            var (change, last) = (heads.Right[row], _last[row]);
            if (change * last < 0 && Math.Abs(change) > still && Math.Abs(change) > Flip * Math.Abs(last)) heads.Right[row] = change *= Math.Abs(last) / (Math.Abs(last) + Math.Abs(change));
            _last[row] = change;
        }
    }

    /// <summary>Rows whose heads moved in the last iteration and the links at them, whose lines no longer hold.</summary>
    private void NoteWhatMoved()
    {
        var heads = _sums.Heads;
        var still = StillShare * _options.HeadTolerance;
        (_activeCount, _movedCount) = (0, 0);
        _pass++;
        foreach (var row in heads.Visited.AsSpan(0, heads.VisitedCount))
        {
            if (Math.Abs(heads.Right[row]) < still) continue;
            _moved[_movedCount++] = row;
            foreach (var link in _sums.LinksOf(_sums.Order.Nodes[row])) Note(link);
        }
        foreach (var pump in _sums.Pumps) Note(pump);
    }

    private void Note(int link)
    {
        if (_activeSince[link] == _pass) return;
        _activeSince[link] = _pass;
        _active[_activeCount++] = link;
    }

    /// <summary>Conduits first, for what a pump can take is what they bring.</summary>
    private ReadOnlySpan<int> Active()
    {
        Array.Sort(_active, 0, _activeCount);
        return _active.AsSpan(0, _activeCount);
    }
}
