namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>A connected piece of the network, by its places in the lists of <see cref="Regions"/>.</summary>
internal readonly record struct Region(int Id, Range Rows, Range Links, Range Rim);

/// <summary>Finds the pieces of a network whose water moves too fast for the step of the whole.</summary>
internal sealed class Regions
{
    /// <summary>Links around what moves that are stepped with it: there the whole's heads are good enough to hold on to.</summary>
    private const int Halo = 3;
    /// <summary>Of the depth change that calls for a region: as far as this it spreads from there.</summary>
    private const double Spread = 0.3;

    private readonly LinkSums _sums;
    private readonly double _spread;
    private readonly int[] _nodes, _nodeSince, _rows, _links, _linkSince, _rim, _rimSince;
    private readonly List<Region> _found = [];
    private int _count, _pass, _lastId, _firstId;

    public Regions(HydraulicModel model, RoutingOptions options, LinkSums sums)
    {
        (_sums, _spread) = (sums, Spread * options.DepthChange);
        var (rows, links) = (sums.Order.Rows, sums.Lines.Length);
        (_nodes, _nodeSince, _rows, Of) = (new int[rows + 1], new int[model.NodeCount], new int[rows], new int[rows + 1]);
        (_links, _linkSince, _rim, _rimSince) = (new int[links], new int[links], new int[links], new int[model.NodeCount]);
    }

    public IReadOnlyList<Region> Found => _found;
    /// <summary>Id of the region of each row, now or long ago; 0, behind the last row, of given heads.</summary>
    public int[] Of { get; }

    public ReadOnlySpan<int> Rows(in Region region) => _rows.AsSpan(region.Rows);
    public ReadOnlySpan<int> Links(in Region region) => _links.AsSpan(region.Links);
    /// <summary>Nodes outside that a link of the region leads to.</summary>
    public ReadOnlySpan<int> Rim(in Region region) => _rim.AsSpan(region.Rim);

    public bool Has(int node) => _found.Count > 0 && Of[_sums.Order.RowOf[node]] >= _firstId;

    public void Clear()
    {
        _found.Clear();
        _pass++;
        _count = 0;
        _firstId = _lastId + 1;
    }

    /// <summary>Calls for a region around a node with an unknown head.</summary>
    public void Add(int node)
    {
        if (_nodeSince[node] == _pass || _sums.Order.RowOf[node] == _sums.Order.Rows) return;
        _nodeSince[node] = _pass;
        _nodes[_count++] = node;
    }

    public bool IsCalled => _count > 0;

    /// <summary>Makes regions around the nodes called for; false where they would hold more than so many rows.</summary>
    public bool Find(RoutingState state, int most)
    {
        for (var i = 0; i < _count && _count <= most; i++)
            foreach (var link in _sums.LinksOf(_nodes[i]))
                if (Beyond(link, _nodes[i]) is var other && Math.Abs(_sums.Depth[other] - state.Depth[other]) > _spread && _sums.Volumes.IsFree(other, _sums.Depth[other])) Add(other);
        var from = 0;
        for (var ring = 0; ring < Halo && _count <= most; ring++)
            for (var end = _count; from < end; from++)
                foreach (var link in _sums.LinksOf(_nodes[from])) Add(Beyond(link, _nodes[from]));
        if (_count > most) return false;
        var (rows, links, rim) = (0, 0, 0);
        for (var i = 0; i < _count; i++)
            if (Of[_sums.Order.RowOf[_nodes[i]]] < _firstId) Gather(_nodes[i], ref rows, ref links, ref rim);
        return true;
    }

    /// <summary>All that hangs together with a node.</summary>
    private void Gather(int node, ref int rows, ref int links, ref int rim)
    {
        var (order, id, first, firstLink, firstRim) = (_sums.Order, ++_lastId, rows, links, rim);
        Of[order.RowOf[node]] = id;
        _rows[rows++] = order.RowOf[node];
        for (var i = first; i < rows; i++)
        {
            var at = order.Nodes[_rows[i]];
            foreach (var link in _sums.LinksOf(at))
            {
                if (_linkSince[link] != id) _links[links++] = link;
                _linkSince[link] = id;
                var other = Beyond(link, at);
                var row = order.RowOf[other];
                if (_nodeSince[other] != _pass)
                {
                    if (_rimSince[other] != id) _rim[rim++] = other;
                    _rimSince[other] = id;
                }
                else if (Of[row] != id)
                {
                    Of[row] = id;
                    _rows[rows++] = row;
                }
            }
        }
        Array.Sort(_rows, first, rows - first);
        Array.Sort(_links, firstLink, links - firstLink); // Conduits first, for what a pump can take is what they bring.
        _found.Add(new(id, first..rows, firstLink..links, firstRim..rim));
    }

    private int Beyond(int link, int node) => _sums.Place(link).From == node ? _sums.Place(link).To : _sums.Place(link).From;
}
