using System.Collections.Concurrent;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Hj212.Content;

/// <summary>The channels of one device by the fields that it sends. Safe from any thread.</summary>
internal sealed class ChannelTable
{
    /// <summary>More different fields than this are not looked at; far above what any station has.</summary>
    public const int Bound = 4000;

    private readonly ConcurrentDictionary<byte[], Channel> _byKey = new(Utf8Comparer.Exact);
    private readonly ConcurrentDictionary<byte[], Channel>.AlternateLookup<ReadOnlySpan<byte>> _find;

    public ChannelTable() => _find = _byKey.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _byKey.Count;

    public bool TryFind(ReadOnlySpan<byte> key, out Channel channel) => _find.TryGetValue(key, out channel!);

    public void Add(byte[] key, Channel channel) => _byKey[key] = channel;
}
