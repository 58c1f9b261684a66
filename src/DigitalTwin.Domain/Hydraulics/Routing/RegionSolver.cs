using DigitalTwin.Domain.Hydraulics.Controls;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Takes a region through the step of the whole in steps of its own, between heads around it that go straight from the step's beginning to its end.</summary>
/// <remarks>
/// Multirate stepping after Savcenco, Hundsdorfer and Verwer (2007, BIT Numer. Math. 47:137): the whole takes a long step, and what that was too long for
/// is done again with shorter ones between interpolated neighbours. The scheme within is that of <see cref="StepSolver"/>, stable at any step, between
/// given heads. What the region's rim then got otherwise than in the step of the whole is booked there (refluxing, Berger and Colella 1989,
/// J. Comput. Phys. 82:64), so that no water is lost between them.
/// </remarks>
internal sealed class RegionSolver(HydraulicModel model, RoutingOptions options, StepSolver whole, Regions regions, ControlDesk controls, Acceptance acceptance)
{
    private const int FirstShare = 4; // of the whole's step
    private const double TooFar = 2; // times the depth change that is aimed at: such a step is taken again, shorter.
    private const double Flip = 0.5, StillShare = 0.1; // As in StepSolver.

    private readonly LinkSums _sums = whole.Sums;
    private readonly double[] _last = new double[whole.Sums.Order.Rows];
    private readonly double[] _flow = new double[whole.Sums.Lines.Length], _area = new double[model.ConduitCount], _net = new double[model.NodeCount], _rimFrom = new double[model.NodeCount], _spilt = new double[model.NodeCount];
    private readonly double[] _passed = new double[whole.Sums.Lines.Length], _ended = new double[whole.Sums.Lines.Length];

    /// <summary>Rows times iterations since the start: what regions cost.</summary>
    public long Work { get; private set; }
    public long Steps { get; private set; }

    /// <summary>Keeps what the region's step begins with, before the whole's is accepted.</summary>
    public void Keep(in Region region, RoutingState state, double dt)
    {
        foreach (var link in regions.Links(region))
        {
            _flow[link] = FlowOf(state, link);
            if (link < model.ConduitCount) _area[link] = state.MidArea[link];
            _ended[link] = _sums.Lines[link].Flow;
            _passed[link] = -dt * (options.Theta * _ended[link] + (1 - options.Theta) * _flow[link]);
        }
        foreach (var row in regions.Rows(region))
        {
            var node = _sums.Order.Nodes[row];
            (_net[node], _spilt[node]) = (state.NetInflow[node], state.OverflowVolume[node]);
        }
        foreach (var node in regions.Rim(region)) _rimFrom[node] = state.Depth[node];
    }

    /// <summary>Goes from the state that was kept to the end of the step; the state around the region is that of its end.</summary>
    /// <param name="began">State's time at the beginning of the step, s.</param>
    public void Advance(in Region region, RoutingState state, double[] lateral, in StageTime time, double began, double span)
    {
        foreach (var link in regions.Links(region))
        {
            SetFlow(state, link, _flow[link]);
            if (link < model.ConduitCount) state.MidArea[link] = _area[link];
        }
        foreach (var row in regions.Rows(region)) state.NetInflow[_sums.Order.Nodes[row]] = _net[_sums.Order.Nodes[row]];
        double at = 0, wanted = Math.Max(span / FirstShare, options.ShortestStep);
        while (at < span - 1e-9)
        {
            controls.ActOnPumps(regions.Links(region), state, began + at);
            var dt = (span - at) / Math.Ceiling((span - at) / wanted - 1e-9);
            dt = Math.Min(dt, Math.Max(controls.UntilNext(regions.Links(region), state, acceptance.Rise) * ControlDesk.JustPast, options.ShortestStep));
            for (; ; dt = Math.Max(options.ShortestStep, dt / 2))
            {
                foreach (var node in regions.Rim(region)) _sums.Depth[node] = _rimFrom[node] + (at + dt) / span * (state.Depth[node] - _rimFrom[node]);
                var (settled, change) = Solve(region, state, lateral, in time, dt);
                var canShorten = dt > options.ShortestStep * 1.0001;
                if (!canShorten || (settled || change <= Router.WorthARetry * options.HeadTolerance) && acceptance.Moved(region, regions, state) <= TooFar * options.DepthChange) break;
            }
            wanted = Math.Clamp(dt * Math.Clamp(options.DepthChange / Math.Max(Accept(region, state, dt), 1e-9), 0.5, 1.5), options.ShortestStep, options.LongestStep);
            at += dt;
            Steps++;
        }
        Settle(region, state, span);
    }

    private (bool Settled, double Change) Solve(in Region region, RoutingState state, double[] lateral, in StageTime time, double dt)
    {
        ReadOnlySpan<int> rows = regions.Rows(region), links = regions.Links(region);
        foreach (var row in rows)
        {
            _last[row] = 0;
            _sums.Begin(_sums.Order.Nodes[row], state);
        }
        foreach (var link in links) _sums.Lines[link].Flow = FlowOf(state, link);
        for (var iteration = 1; ; iteration++)
        {
            foreach (var link in links)
            {
                if (whole.Ends.EndsHere(link)) whole.Ends.Set(link, in time);
                _sums.Evaluate(link, state, lateral, dt);
            }
            SumUp(region, lateral);
            foreach (var row in rows) _sums.Balance(row, state, dt);
            _sums.Heads.Solve(rows, regions.Of, region.Id);
            Work += rows.Length;
            var change = 0.0;
            foreach (var row in rows) change = Math.Abs(_sums.Heads.Right[row]) is var size && !(size <= change) ? size : change;
            var isLast = change < options.HeadTolerance || iteration >= options.MostIterations || !double.IsFinite(change);
            if (!isLast) Hold(rows);
            Move(region);
            if (isLast) return (change < options.HeadTolerance, change);
        }
    }

    private void SumUp(in Region region, double[] lateral)
    {
        var (heads, theta) = (_sums.Heads, options.Theta);
        heads.Clear(regions.Rows(region));
        foreach (var row in regions.Rows(region))
        {
            var node = _sums.Order.Nodes[row];
            (_sums.NetInflow[node], _sums.Surface[node]) = (lateral[node], 0);
            _sums.Empty(row);
        }
        foreach (var link in regions.Links(region))
        {
            ref readonly var line = ref _sums.Lines[link];
            ref readonly var place = ref _sums.Place(link);
            double p = line.SlopeFrom * theta, r = line.SlopeTo * theta;
            if (regions.Of[place.FromRow] == region.Id)
            {
                _sums.NetInflow[place.From] -= line.Flow;
                _sums.Surface[place.From] += line.SurfaceFrom;
                heads.Diagonal[place.FromRow] += p;
            }
            if (regions.Of[place.ToRow] == region.Id)
            {
                _sums.NetInflow[place.To] += line.Flow;
                _sums.Surface[place.To] += line.SurfaceTo;
                heads.Diagonal[place.ToRow] += r;
            }
            heads.Off[place.Upper] -= r;
            heads.Off[place.Lower] -= p;
        }
    }

    private void Hold(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            var (change, last) = (_sums.Heads.Right[row], _last[row]);
            if (change * last < 0 && Math.Abs(change) > StillShare * options.HeadTolerance && Math.Abs(change) > Flip * Math.Abs(last))
                _sums.Heads.Right[row] = change *= Math.Abs(last) / (Math.Abs(last) + Math.Abs(change));
            _last[row] = change;
        }
    }

    private void Move(in Region region)
    {
        var right = _sums.Heads.Right;
        foreach (var row in regions.Rows(region)) _sums.Move(row, _sums.Order.Nodes[row], right[row]);
        foreach (var link in regions.Links(region))
        {
            ref var line = ref _sums.Lines[link];
            ref readonly var place = ref _sums.Place(link);
            bool from = regions.Of[place.FromRow] == region.Id, to = regions.Of[place.ToRow] == region.Id;
            var step = (from ? line.SlopeFrom * right[place.FromRow] : 0) - (to ? line.SlopeTo * right[place.ToRow] : 0);
            line.Flow += step;
            if (from) _sums.NetInflow[place.From] -= step;
            if (to) _sums.NetInflow[place.To] += step;
        }
    }

    /// <summary>Makes the solution the region's state; the greatest move of a free surface, m.</summary>
    private double Accept(in Region region, RoutingState state, double dt)
    {
        var moved = 0.0;
        foreach (var row in regions.Rows(region))
        {
            var node = _sums.Order.Nodes[row];
            moved = Math.Max(moved, acceptance.Take(node, state, dt));
            state.NetInflow[node] = _sums.NetInflow[node];
            _sums.SurfaceBefore[node] = _sums.Surface[node];
        }
        foreach (var link in regions.Links(region))
        {
            var now = _sums.Lines[link].Flow;
            _passed[link] += dt * (options.Theta * now + (1 - options.Theta) * FlowOf(state, link));
            SetFlow(state, link, now);
            if (link < model.ConduitCount) state.MidArea[link] = _sums.Conduits.MidArea[link];
        }
        return moved;
    }

    /// <summary>Books at the rim what passed otherwise than the whole's step had it.</summary>
    private void Settle(in Region region, RoutingState state, double span)
    {
        foreach (var row in regions.Rows(region))
        {
            var node = _sums.Order.Nodes[row];
            state.Overflow[node] = (state.OverflowVolume[node] - _spilt[node]) / span;
        }
        foreach (var link in regions.Links(region))
        {
            ref readonly var place = ref _sums.Place(link);
            var change = _sums.Lines[link].Flow - _ended[link];
            if (regions.Of[place.FromRow] != region.Id) Book(place.From, -_passed[link], -change, state);
            if (regions.Of[place.ToRow] != region.Id) Book(place.To, _passed[link], change, state);
        }
        foreach (var node in regions.Rim(region))
            if (model.Role[node] == NodeRole.Outfall) state.Depth[node] = _sums.Depth[node];
    }

    private void Book(int node, double volume, double flow, RoutingState state)
    {
        state.NetInflow[node] = _sums.NetInflow[node] += flow;
        acceptance.Arrived(node, volume, state);
    }

    private double FlowOf(RoutingState state, int link) => link < model.ConduitCount ? state.Flow[link] : state.DeviceFlow[link - model.ConduitCount];

    private void SetFlow(RoutingState state, int link, double flow)
    {
        if (link < model.ConduitCount) state.Flow[link] = flow;
        else state.DeviceFlow[link - model.ConduitCount] = flow;
    }

    /// <summary>m³ more than the whole's step had it that passed a link of a region in the last step.</summary>
    public double Beyond(int link) => _passed[link];
}
