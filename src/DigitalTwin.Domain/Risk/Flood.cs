using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Risk;

/// <summary>Priority flood upstream from one node: which nodes a flat, rising surface reaches, at which elevation, and the volume it needs.</summary>
/// <remarks>Part of a propagation's working memory: its lists and the marks it borrows are used again, so a warm flood allocates nothing.</remarks>
internal sealed class Flood(CompiledNetwork network, PropagationScratch scratch)
{
    /// <param name="Elevation">Surface at which water gets here, m above datum.</param>
    /// <param name="Escape">A weir or raised exit by which water leaves once the surface reaches it; −1 for none.</param>
    public readonly record struct Place(int Node, int Via, int Previous, float Elevation, int Escape);

    private readonly record struct Store(float Bottom, float Top, float Volume);

    /// <summary>In a mark's load: the node's surface is final.</summary>
    private const float Done = 1;
    private readonly List<Store> _stores = [];
    private readonly List<Place> _places = [];
    private FlowState _flows = null!;
    private float _surface;

    public List<Place> Places => _places;

    /// <summary>Floods up to the first escape; returns the elevation at which the surface stops rising.</summary>
    public float Rise(FlowState flows, int origin, float surface, float ceiling, int maximumNodes)
    {
        (_flows, _surface) = (flows, surface);
        _stores.Clear();
        _places.Clear();
        scratch.NewMarks();
        var heap = scratch.Heap;
        scratch.Marks[origin] = new() { Epoch = scratch.Epoch, Via = -1, Previous = -1, Seconds = surface };
        heap.Push(surface, origin);
        while (heap.Count > 0 && _places.Count < maximumNodes)
        {
            var node = heap.Pop(out var elevation);
            if (elevation > ceiling) break;
            ref var mark = ref scratch.Marks[node];
            if (mark.Load == Done) continue;
            mark.Load = Done;
            var invert = network.Nodes.Invert[node];
            var rim = network.Nodes.FullDepth[node];
            if (rim > 0) ceiling = Math.Min(ceiling, Math.Max(elevation, invert + rim));
            var escape = Escape(node, ref ceiling);
            var place = _places.Count;
            _places.Add(new Place(node, mark.Via, mark.Previous, elevation, escape));
            // A well keeps its whole plan area; a manhole about that of its shaft.
            var area = Math.Max(network.Nodes.StorageArea[node], (float)network.Settings.ManholeArea);
            _stores.Add(new Store(Math.Max(invert, _surface), float.PositiveInfinity, area));
            for (var k = network.Nodes.UpStart[node]; k < network.Nodes.UpStart[node + 1]; k++) Back(network.Nodes.UpLink[k], node, place, elevation);
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

    private void Back(int link, int node, int place, float elevation)
    {
        var links = network.Links;
        if (links.HasFlapGate[link] || links.Kind[link] == AssetKind.PumpStation || links.Conduit[link] == ConduitKind.Pressurised) return;
        var above = links.From[link];
        var lower = network.Nodes.Invert[node] + links.ToOffset[link];
        var upper = network.Nodes.Invert[above] + links.FromOffset[link];
        var reaches = Math.Max(elevation, Math.Max(lower, upper));
        if (links.Conduit[link] != ConduitKind.Device)
        {
            var free = 1 - Math.Clamp(_flows.LinkFlow[link] / links.FullFlow[link], 0, 1);
            var bottom = Math.Max(Math.Min(lower, upper), _surface);
            var top = Math.Max(lower, upper) + links.Height[link];
            if (top > bottom) _stores.Add(new Store(bottom, top, links.FullArea[link] * links.Length[link] * free * (top - bottom) / (top - Math.Min(lower, upper))));
        }
        ref var mark = ref scratch.Marks[above];
        if (mark.Epoch == scratch.Epoch && (mark.Load == Done || mark.Seconds <= reaches)) return;
        mark = new() { Epoch = scratch.Epoch, Via = link, Previous = place, Seconds = reaches };
        scratch.Heap.Push(reaches, above);
    }

    /// <summary>Weirs, and pipes set higher than the main way out, let water escape from a crest on.</summary>
    private int Escape(int node, ref float ceiling)
    {
        var (escape, lowest) = (-1, float.PositiveInfinity);
        for (var l = network.Nodes.DownStart[node]; l < network.Nodes.DownStart[node + 1]; l++)
        {
            if (network.Links.DryShare[l] > 0 || network.Links.Kind[l] == AssetKind.PumpStation || IsFlooded(network.Links.To[l])) continue;
            var crest = network.Nodes.Invert[node] + network.Links.FromOffset[l];
            if (crest < lowest) (escape, lowest) = (l, crest);
        }
        if (escape >= 0 && lowest <= ceiling) ceiling = Math.Max(lowest, _surface);
        return escape;
    }

    private bool IsFlooded(int node) => scratch.Marks[node].Epoch == scratch.Epoch && scratch.Marks[node].Load == Done;
}
