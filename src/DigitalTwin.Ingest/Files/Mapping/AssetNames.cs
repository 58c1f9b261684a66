using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Ingest.Files.Mapping;

/// <summary>Finds assets by what a file calls them: an id, or a local id of the profile's network.</summary>
internal sealed class AssetNames(IRegistry registry, string? network)
{
    /// <summary>Names kept at once; a file that has more pays for looking them up again.</summary>
    private const int MostKept = 100_000;

    private readonly Dictionary<string, AssetEntry?> _known = [];

    public AssetEntry? Find(ReadOnlySpan<char> name)
    {
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(name, out var entry)) return entry;
        if (_known.Count == MostKept) _known.Clear();
        var text = name.ToString();
        var id = text.Contains(':') || string.IsNullOrEmpty(network) ? text : $"{network}:{text}";
        return _known[text] = AssetId.IsValid(id) ? registry.Find(new AssetId(id)) : null;
    }
}
