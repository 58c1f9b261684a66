using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Host.Live;

/// <summary>Where each asset lies on the map: its network and the cell of the grid that its middle falls in.</summary>
public sealed class MapPlaces
{
    private readonly Lock _gate = new();
    private readonly List<string> _networks = [];
    private Place[] _places = [];
    private int[][] _keys = [];
    private MapBounds[] _bounds = [];

    /// <summary>Takes a new revision of a network in; assets that it lacks keep their place, since the past is shown too.</summary>
    public void Add(Network network, IRegistry registry)
    {
        lock (_gate)
        {
            var index = _networks.IndexOf(network.Name);
            if (index < 0)
            {
                index = _networks.Count;
                _networks.Add(network.Name);
                Array.Resize(ref _keys, index + 1);
                Array.Resize(ref _bounds, index + 1);
            }
            var places = new Place[registry.HighestKey + 1];
            _places.CopyTo(places, 0);
            var keys = new List<int>();
            var (west, south, east, north) = (180.0, 90.0, -180.0, -90.0);
            void Put(string local, AssetKind kind, Position at)
            {
                if (registry.Find(new AssetId(network.Name, local)) is not { } asset) return;
                places[asset.Key.Value] = new Place((ushort)(index + 1), MapCell.At(at.Longitude, at.Latitude), IsLandmark(kind), at);
                keys.Add(asset.Key.Value);
                (west, south, east, north) = (Math.Min(west, at.Longitude), Math.Min(south, at.Latitude), Math.Max(east, at.Longitude), Math.Max(north, at.Latitude));
            }
            foreach (var node in network.Nodes) Put(node.LocalId, node.Kind, node.Position);
            foreach (var point in network.Points) Put(point.LocalId, point.Kind, point.Position);
            foreach (var link in network.Links) Put(link.LocalId, link.Kind, MiddleOf(network, link));
            _keys[index] = [.. keys];
            _bounds[index] = new MapBounds(west, south, east, north);
            Volatile.Write(ref _places, places);
        }
    }

    /// <summary>False for an asset that is on no map.</summary>
    public bool TryFind(int key, out MapPlace place)
    {
        var places = Volatile.Read(ref _places);
        place = default;
        if ((uint)key >= (uint)places.Length || places[key].Network == 0) return false;
        place = new MapPlace(places[key].Network - 1, places[key].Cell, places[key].IsLandmark);
        return true;
    }

    /// <summary>A network as it lies on the map; null where there is no such network, or nothing in it.</summary>
    public MapExtent? ExtentOf(string network)
    {
        lock (_gate)
        {
            var index = _networks.IndexOf(network);
            return index < 0 || _keys[index].Length == 0 ? null : new MapExtent(index, network, _bounds[index], _keys[index].Length);
        }
    }

    /// <summary>The middle of an asset; null where it is on no map.</summary>
    public Position? PositionOf(AssetKey asset)
    {
        var places = Volatile.Read(ref _places);
        return (uint)asset.Value < (uint)places.Length && places[asset.Value].Network != 0 ? places[asset.Value].Position : null;
    }

    /// <summary>Keys of all assets of a network; null where there is no such network.</summary>
    public int[]? KeysOf(string network)
    {
        lock (_gate)
        {
            var index = _networks.IndexOf(network);
            return index < 0 ? null : _keys[index];
        }
    }

    // What is worth its live value also when the whole city is in view.
    private static bool IsLandmark(AssetKind kind) => kind is AssetKind.PumpStation or AssetKind.StorageTank or AssetKind.TreatmentPlant
        or AssetKind.ReclaimedPlant or AssetKind.Outfall or AssetKind.ReuseIntake or AssetKind.RainGauge;

    private static Position MiddleOf(Network network, NetworkLink link)
    {
        if (link.Vertices.Count > 0) return link.Vertices[link.Vertices.Count / 2];
        var (a, b) = (network.Nodes[link.From].Position, network.Nodes[link.To].Position);
        return new Position((a.Longitude + b.Longitude) / 2, (a.Latitude + b.Latitude) / 2);
    }

    private readonly record struct Place(ushort Network, MapCell Cell, bool IsLandmark, Position Position);
}

/// <summary>Where one asset lies.</summary>
/// <param name="Network">Number of its network on this host.</param>
/// <param name="IsLandmark">Worth its live value also when a whole large city is in view.</param>
public readonly record struct MapPlace(int Network, MapCell Cell, bool IsLandmark);

/// <summary>Where a network lies, and how many assets it has.</summary>
public readonly record struct MapExtent(int Network, string Name, MapBounds Bounds, int Assets);
