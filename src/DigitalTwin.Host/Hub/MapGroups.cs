using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Live;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Hub;

/// <summary>Which viewers see which part of the map. Safe from any thread; the lock is held for look-ups only, never while sending.</summary>
/// <remarks>
/// A viewer belongs to a handful of cells of the finest level at which a handful covers its view, so that few different messages serve many viewers.
/// Far out over a large network it belongs to the overview instead, which gets changes of state and the values of landmarks only.
/// </remarks>
internal sealed class MapGroups(IOptions<TwinOptions> options)
{
    /// <summary>Cells that one view may take.</summary>
    public const int MaxCells = 9;

    /// <summary>Below this zoom a pipe's value could not be read anyway.</summary>
    public const double OverviewZoom = 12;

    // A link is in the cell of its middle; this much around a view its ends may still be in it.
    private const double Margin = MapCell.Degrees / 2;

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Network, int Level, MapCell Cell), MapGroup> _cells = [];
    private readonly Dictionary<int, MapGroup> _overviews = [];
    private readonly Dictionary<Viewer, List<MapGroup>> _seen = [];
    // Levels of each network that have a group, as bits: most changes need no more than one look-up.
    private readonly Dictionary<int, int> _levels = [];

    /// <summary>Makes the viewer see this part of a network and nothing else; returns its groups and where each stands.</summary>
    public (string Group, long Sequence)[] See(Viewer viewer, MapExtent network, MapBounds view, double zoom)
    {
        // Groups are kept only where there is something to see, however far a client looks around.
        var visible = view.Grow(Margin).Within(network.Bounds);
        lock (_gate)
        {
            LeaveAll(viewer);
            var groups = !visible.IsBox ? [] : IsOverview(network, zoom) ? [Overview(network)] : Cells(network, visible);
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

    /// <summary>Adds the groups that a change at this place goes to.</summary>
    public void Watching(MapPlace place, bool stateChanged, List<MapGroup> into)
    {
        lock (_gate)
        {
            if ((stateChanged || place.IsLandmark) && _overviews.TryGetValue(place.Network, out var overview)) into.Add(overview);
            if (!_levels.TryGetValue(place.Network, out var levels)) return;
            for (var level = 0; levels != 0; level++, levels >>= 1)
                if ((levels & 1) != 0 && _cells.TryGetValue((place.Network, level, place.Cell.Up(level)), out var group)) into.Add(group);
        }
    }

    /// <summary>Steps the group's count and returns who gets the batch.</summary>
    public (long Previous, long Sequence, Viewer[] Viewers) Advance(MapGroup group)
    {
        lock (_gate) return (group.Sequence, ++group.Sequence, [.. group.Viewers]);
    }

    private bool IsOverview(MapExtent network, double zoom) => zoom < OverviewZoom && network.Assets > options.Value.OverviewAssets;

    private MapGroup Overview(MapExtent network)
    {
        if (!_overviews.TryGetValue(network.Network, out var group)) _overviews[network.Network] = group = new MapGroup($"{network.Name}/overview");
        return group;
    }

    private List<MapGroup> Cells(MapExtent network, MapBounds visible)
    {
        var (low, high) = (MapCell.At(visible.West, visible.South), MapCell.At(visible.East, visible.North));
        var level = 0;
        while (level < MapCell.Levels - 1 && Count(low.Up(level), high.Up(level)) > MaxCells) level++;
        _levels[network.Network] = _levels.GetValueOrDefault(network.Network) | (1 << level);
        var groups = new List<MapGroup>();
        for (int x = low.Up(level).X; x <= high.Up(level).X; x++)
            for (int y = low.Up(level).Y; y <= high.Up(level).Y; y++)
            {
                var key = (network.Network, level, new MapCell((short)x, (short)y));
                if (!_cells.TryGetValue(key, out var group)) _cells[key] = group = new MapGroup($"{network.Name}/{level}/{x},{y}");
                groups.Add(group);
            }
        return groups;
    }

    private static int Count(MapCell low, MapCell high) => (high.X - low.X + 1) * (high.Y - low.Y + 1);

    private void LeaveAll(Viewer viewer)
    {
        if (!_seen.TryGetValue(viewer, out var groups)) return;
        foreach (var group in groups) group.Viewers.Remove(viewer);
        // Empty groups are kept: their count must not start anew while someone who left comes back. There are no more of them than cells of the networks.
    }
}
