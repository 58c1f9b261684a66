using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Hub;

/// <summary>Which viewers see which part of the map. Safe from any thread; the lock is held for look-ups only, never while sending.</summary>
internal sealed class MapGroups
{
    /// <summary>A view over more cells than this is an overview.</summary>
    public const int MaxCells = 96;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Network, MapCell Cell), MapGroup> _cells = [];
    private readonly Dictionary<string, MapGroup> _overviews = [];
    private readonly Dictionary<Viewer, List<MapGroup>> _seen = [];

    /// <summary>Makes the viewer see these bounds of a network and nothing else; returns its groups and where each stands.</summary>
    /// <param name="bounds">Null for nothing at all.</param>
    public (string Group, long Sequence)[] See(Viewer viewer, string network, MapBounds? bounds)
    {
        lock (_gate)
        {
            LeaveAll(viewer);
            var groups = bounds is { } box ? GroupsOf(network, box) : [];
            foreach (var group in groups) group.Viewers.Add(viewer);
            _seen[viewer] = groups;
            return [.. groups.Select(g => (g.Name, g.Sequence))];
        }
    }

    public void Leave(Viewer viewer)
    {
        lock (_gate)
        {
            LeaveAll(viewer);
            _seen.Remove(viewer);
        }
    }

    /// <summary>Where the groups of a viewer stand now.</summary>
    public (string Group, long Sequence)[] SeenBy(Viewer viewer)
    {
        lock (_gate) return _seen.TryGetValue(viewer, out var groups) ? [.. groups.Select(g => (g.Name, g.Sequence))] : [];
    }

    /// <summary>The groups that a change of this asset goes to; null where nobody looks.</summary>
    public (MapGroup? Cell, MapGroup? Overview) Watching(string network, MapCell cell)
    {
        lock (_gate) return (_cells.GetValueOrDefault((network, cell)), _overviews.GetValueOrDefault(network));
    }

    /// <summary>Steps the group's count and returns who gets the batch.</summary>
    public (long Previous, long Sequence, Viewer[] Viewers) Advance(MapGroup group)
    {
        lock (_gate) return (group.Sequence, ++group.Sequence, [.. group.Viewers]);
    }

    private List<MapGroup> GroupsOf(string network, MapBounds bounds)
    {
        var (low, high) = (MapCell.At(bounds.West, bounds.South), MapCell.At(bounds.East, bounds.North));
        var (width, height) = (high.X - low.X + 3, high.Y - low.Y + 3);
        if (width * (long)height > MaxCells)
        {
            if (!_overviews.TryGetValue(network, out var overview)) _overviews[network] = overview = new MapGroup(MapGroup.OverviewName(network));
            return [overview];
        }
        var groups = new List<MapGroup>(width * height);
        for (var x = low.X - 1; x <= high.X + 1; x++)
            for (var y = low.Y - 1; y <= high.Y + 1; y++)
            {
                var cell = new MapCell((short)x, (short)y);
                if (!_cells.TryGetValue((network, cell), out var group))
                    _cells[(network, cell)] = group = new MapGroup(MapGroup.CellName(network, cell));
                groups.Add(group);
            }
        return groups;
    }

    private void LeaveAll(Viewer viewer)
    {
        if (!_seen.TryGetValue(viewer, out var groups)) return;
        foreach (var group in groups) group.Viewers.Remove(viewer);
        // Empty groups are kept: their count must not start anew while someone who left comes back. There are no more of them than cells that were looked at.
    }
}
