using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Priority flood upstream from one node: which nodes a flat, rising surface reaches, at which elevation, and the volume it needs.</summary>
internal sealed class Flood(CompiledNetwork network, FlowState flows, int maximumNodes)
{
    /// <param name="Elevation">Surface at which water gets here, m above datum.</param>
    /// <param name="Escape">A weir or raised exit by which water leaves once the surface reaches it; −1 for none.</param>
    public readonly record struct Place(int Node, int Via, int Previous, float Elevation, int Escape);

    private readonly record struct Store(float Bottom, float Top, float Volume);

    private readonly List<Store> _stores = [];
    private readonly Dictionary<int, (int Via, int Previous, float Elevation)> _open = [];
    private readonly MinHeap _heap = new();
    private float _surface;

    public List<Place> Places { get; } = [];

    /// <summary>Floods up to the first escape; returns the elevation at which the surface stops rising.</summary>
    public float Rise(int origin, float surface, float ceiling)
    {
        _surface = surface;
        var done = new HashSet<int>();
        _open[origin] = (-1, -1, surface);
        _heap.Push(surface, origin);
        while (_heap.Count > 0 && Places.Count < maximumNodes)
        {
            var node = _heap.Pop(out var elevation);
            if (elevation > ceiling) break;
            if (!done.Add(node)) continue;
            var (via, previous, _) = _open[node];
            var invert = network.Nodes.Invert[node];
            var rim = network.Nodes.FullDepth[node];
            if (rim > 0) ceiling = Math.Min(ceiling, Math.Max(elevation, invert + rim));
            var escape = Escape(node, ref ceiling, done);
            var place = Places.Count;
            Places.Add(new Place(node, via, previous, elevation, escape));
            // A well keeps its whole plan area; a manhole about that of its shaft.
            var area = Math.Max(network.Nodes.StorageArea[node], (float)network.Settings.ManholeArea);
            _stores.Add(new Store(Math.Max(invert, _surface), float.PositiveInfinity, area));
            for (var k = network.Nodes.UpStart[node]; k < network.Nodes.UpStart[node + 1]; k++) Back(network.Nodes.UpLink[k], node, place, elevation, done);
        }
        return ceiling;
    }

    /// <summary>Volume between the surface at the start and an elevation, m³.</summary>
    public float Volume(float elevation)
    {
        double volume = 0;
        foreach (ref readonly var store in CollectionsMarshal.AsSpan(_stores))
            if (elevation > store.Bottom)
                volume += float.IsPositiveInfinity(store.Top) ? (double)store.Volume * (elevation - store.Bottom) // A shaft: area times rise.
                    : store.Volume * Math.Min(1, (elevation - store.Bottom) / Math.Max(1e-3, store.Top - store.Bottom));
        return (float)volume;
    }

    private void Back(int link, int node, int place, float elevation, HashSet<int> done)
    {
        var links = network.Links;
        if (links.HasFlapGate[link] || links.Kind[link] == AssetKind.PumpStation || links.Conduit[link] == ConduitKind.Pressurised) return;
        var above = links.From[link];
        var lower = network.Nodes.Invert[node] + links.ToOffset[link];
        var upper = network.Nodes.Invert[above] + links.FromOffset[link];
        var reaches = Math.Max(elevation, Math.Max(lower, upper));
        if (links.Conduit[link] != ConduitKind.Device)
        {
            var free = 1 - Math.Clamp(flows.LinkFlow[link] / links.FullFlow[link], 0, 1);
            var bottom = Math.Max(Math.Min(lower, upper), _surface);
            var top = Math.Max(lower, upper) + links.Height[link];
            if (top > bottom) _stores.Add(new Store(bottom, top, links.FullArea[link] * links.Length[link] * free * (top - bottom) / (top - Math.Min(lower, upper))));
        }
        if (done.Contains(above) || (_open.TryGetValue(above, out var known) && known.Elevation <= reaches)) return;
        _open[above] = (link, place, reaches);
        _heap.Push(reaches, above);
    }

    /// <summary>Weirs, and pipes set higher than the main way out, let water escape from a crest on.</summary>
    private int Escape(int node, ref float ceiling, HashSet<int> flooded)
    {
        var (escape, lowest) = (-1, float.PositiveInfinity);
        for (var l = network.Nodes.DownStart[node]; l < network.Nodes.DownStart[node + 1]; l++)
        {
            if (network.Links.DryShare[l] > 0 || network.Links.Kind[l] == AssetKind.PumpStation || flooded.Contains(network.Links.To[l])) continue;
            var crest = network.Nodes.Invert[node] + network.Links.FromOffset[l];
            if (crest < lowest) (escape, lowest) = (l, crest);
        }
        if (escape >= 0 && lowest <= ceiling) ceiling = Math.Max(lowest, _surface);
        return escape;
    }
}
