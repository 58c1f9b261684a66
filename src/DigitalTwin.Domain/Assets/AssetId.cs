namespace DigitalTwin.Domain.Assets;

/// <summary>What people and machines call an asset: <c>{network}:{local id}</c>, as in <c>bellinge:G72F063</c>. Case matters.</summary>
public readonly record struct AssetId
{
    public const int MaxLength = 200;

    public AssetId(string value)
    {
        if (!IsValid(value))
            throw new ArgumentException($"Asset id '{value}' must read network:local, at most {MaxLength} characters, no white space or control characters.");
        Value = value;
    }

    public AssetId(string network, string local) : this($"{network}:{local}") { }

    public string Value { get; }
    public string Network => Value[..Value.IndexOf(':')];
    public string Local => Value[(Value.IndexOf(':') + 1)..];

    public static bool IsValid(string? value)
    {
        if (value is null || value.Length > MaxLength) return false;
        var colon = value.IndexOf(':');
        if (colon < 1 || colon == value.Length - 1) return false;
        foreach (var c in value)
            if (char.IsWhiteSpace(c) || char.IsControl(c)) return false;
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>The small number under which this platform keeps an asset; given once by the registry, never reused. 0 is no asset.</summary>
public readonly record struct AssetKey(int Value)
{
    public override string ToString() => $"#{Value}";
}
