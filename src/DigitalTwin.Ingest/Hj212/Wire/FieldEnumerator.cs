namespace DigitalTwin.Ingest.Hj212.Wire;

/// <summary>One <c>key=value</c> of the content. Fields with the same <see cref="Group"/> stood together between ';' and speak of one factor.</summary>
public readonly ref struct ContentField(int group, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
{
    public int Group { get; } = group;
    /// <summary>As sent, such as <c>DataTime</c> or <c>w01018-Rtd</c>; case matters.</summary>
    public ReadOnlySpan<byte> Key { get; } = key;
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Before the last '-': the factor's code; empty for keys such as DataTime.</summary>
    public ReadOnlySpan<byte> Factor => Key.LastIndexOf((byte)'-') is var dash and > 0 ? Key[..dash] : default;
    /// <summary>After the last '-': Rtd, Avg, Flag …; the whole key where there is no factor.</summary>
    public ReadOnlySpan<byte> Part => Key[(Key.LastIndexOf((byte)'-') + 1)..];
}

/// <summary>Walks the content field by field without allocating. A piece without '=' is passed over.</summary>
public ref struct FieldEnumerator(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;
    private int _group;

    public ContentField Current { get; private set; }

    public readonly FieldEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var group = _group;
            var end = End(_rest, out var next);
            var piece = _rest[..end].Trim((byte)' ');
            if (end < _rest.Length && _rest[end] == ';') _group++;
            _rest = _rest[next..];
            var equals = piece.IndexOf((byte)'=');
            if (equals > 0)
            {
                Current = new ContentField(group, piece[..equals], piece[(equals + 1)..]);
                return true;
            }
        }
        return false;
    }

    // Logs stand between '//' and may hold ',' and ';' themselves.
    private static int End(ReadOnlySpan<byte> rest, out int next)
    {
        var end = rest.IndexOfAny((byte)';', (byte)',');
        var log = rest.IndexOf("=//"u8);
        if (log >= 0 && (end < 0 || log < end))
        {
            var close = rest[(log + 3)..].IndexOf("//"u8);
            if (close >= 0)
            {
                var after = log + 3 + close + 2;
                end = rest[after..].IndexOfAny((byte)';', (byte)',') is var e and >= 0 ? after + e : -1;
            }
        }
        if (end < 0) end = rest.Length;
        next = Math.Min(end + 1, rest.Length);
        return end;
    }
}
