namespace Orleans.Runtime;

/// <summary>Identity of a grain: its type and its key, written <c>type/key</c>.</summary>
[GenerateSerializer, Immutable]
public readonly struct GrainId(GrainType type, IdSpan key) : IEquatable<GrainId>, IComparable<GrainId>
{
    [Id(0)]
    private readonly GrainType _type = type;

    [Id(1)]
    private readonly IdSpan _key = key;

    public GrainType Type => _type;

    public IdSpan Key => _key;

    public bool IsDefault => _type.IsDefault && _key.IsDefault;

    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    public static GrainId Create(GrainType type, string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return new GrainId(type, IdSpan.Create(key));
    }

    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>Reads what <see cref="ToString"/> wrote; the key may itself contain slashes.</summary>
    public static GrainId Parse(string value, IFormatProvider? provider = null) =>
        TryParse(value, out var result) ? result : throw new ArgumentException($"'{value}' is not a grain id; expected 'type/key'.", nameof(value));

    public static bool TryParse(string? value, out GrainId result)
    {
        result = default;
        if (value?.IndexOf('/', StringComparison.Ordinal) is not { } slash || slash < 0) return false;
        result = new GrainId(new GrainType(IdSpan.Create(value[..slash])), IdSpan.Create(value[(slash + 1)..]));
        return true;
    }

    public bool Equals(GrainId other) => _key.Equals(other._key) && _type.Equals(other._type);

    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_type, _key);

    /// <summary>The same on every run and machine, as a reminder table's ranges need it.</summary>
    public uint GetUniformHashCode() => StableHash.Of(_type.ToString()) * 31 + StableHash.Of(_key.ToString());

    public int CompareTo(GrainId other)
    {
        var byType = _type.CompareTo(other._type);
        return byType != 0 ? byType : _key.CompareTo(other._key);
    }

    public override string ToString() => $"{_type}/{_key}";

    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
