using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Grains.Map;

/// <summary>What the map shows of one asset, as its grain sees it. <see cref="Fill"/> is permille of the full depth, −1 where there is none.</summary>
public readonly record struct MapFace(byte State, ushort Quantity, double Value, short Fill);

/// <summary>Where the grains of one silo put what changed; a tick later the newest of each asset is handed on.</summary>
public interface IMapFeed
{
    /// <summary>Never waits.</summary>
    void Publish(AssetKey asset, MapFace face);

    /// <summary>What changed since the last call; null where nothing did.</summary>
    MapChanges? Drain(long at);
}
