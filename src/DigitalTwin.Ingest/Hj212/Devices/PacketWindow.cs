namespace DigitalTwin.Ingest.Hj212.Devices;

/// <summary>What tells one packet of a device from another: QN, CN and PNO, and a hash of the content, since some loggers use a QN twice for different data.</summary>
internal readonly record struct PacketKey(ulong RequestNumber, int Command, int PacketNumber, int ContentHash)
{
    public static PacketKey Of(ReadOnlySpan<byte> qn, int command, int packet, ReadOnlySpan<byte> content)
    {
        if (!System.Buffers.Text.Utf8Parser.TryParse(qn, out ulong number, out var used) || used != qn.Length) number = 0;
        var hash = new HashCode();
        hash.AddBytes(content);
        return new PacketKey(number, command, packet, hash.ToHashCode());
    }
}

/// <summary>The last packets of one device, stored or about to be, so that one that is sent again is acknowledged and not stored.</summary>
/// <remarks>
/// Bound: <see cref="Length"/>. What it has forgotten, or what came before a restart, is found in the history reading by reading.
/// Packets of one device may come on two connections at once, after a reconnect: whoever comes second waits for the first.
/// </remarks>
internal sealed class PacketWindow
{
    public const int Length = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<PacketKey, Task<bool>> _known = [];
    private readonly Queue<PacketKey> _order = new();

    /// <summary>Null where the packet is new and the caller's now; else the outcome of whoever has it: true when stored.</summary>
    /// <param name="outcome">Completes with true when the caller has stored it; with false, and after <see cref="Release"/>, another may try.</param>
    public Task<bool>? Claim(in PacketKey key, Task<bool> outcome)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(key, out var other) && !(other.IsCompleted && !other.GetAwaiter().GetResult())) return other;
            if (_known.TryAdd(key, outcome)) _order.Enqueue(key);
            else _known[key] = outcome;
            if (_order.Count > Length) _known.Remove(_order.Dequeue());
            return null;
        }
    }

    /// <summary>It was not stored after all.</summary>
    public void Release(in PacketKey key, Task<bool> outcome)
    {
        lock (_gate)
            if (_known.TryGetValue(key, out var mine) && mine == outcome) _known[key] = Task.FromResult(false);
    }
}
