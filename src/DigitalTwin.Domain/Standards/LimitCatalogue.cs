using System.Collections.Frozen;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Standards;

/// <summary>All limit classes by document, and which of them binds an asset. Immutable: an edit makes another one.</summary>
public sealed class LimitCatalogue
{
    /// <summary>Attribute of an asset that names its class of limits outright.</summary>
    public const string ClassAttribute = "limitClass";
    /// <summary>Attribute of a reuse intake that names its use.</summary>
    public const string UseAttribute = "use";

    private readonly FrozenDictionary<string, LimitClass> _classes;
    private readonly FrozenDictionary<AssetKind, string> _defaults;
    private readonly FrozenDictionary<string, ReuseUse> _uses;

    /// <exception cref="ArgumentException">A default or a use names a class that is not among the classes.</exception>
    public LimitCatalogue(IEnumerable<LimitClass> classes, IReadOnlyDictionary<AssetKind, string> defaults, IEnumerable<ReuseUse> uses)
    {
        _classes = classes.ToFrozenDictionary(c => c.Id, StringComparer.OrdinalIgnoreCase);
        _defaults = defaults.ToFrozenDictionary();
        _uses = uses.ToFrozenDictionary(u => u.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var id in _defaults.Values.Concat(_uses.Values.Select(u => u.LimitClass)))
            if (!_classes.ContainsKey(id)) throw new ArgumentException($"Limit class '{id}' is not among the classes.", nameof(classes));
    }

    public static LimitCatalogue Default { get; } = LimitReader.LoadEmbedded();

    public IEnumerable<LimitClass> Classes => _classes.Values.OrderBy(c => c.Document, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal);
    public IEnumerable<ReuseUse> Uses => _uses.Values;

    public LimitClass? Find(string id) => _classes.GetValueOrDefault(id);

    public ReuseUse? FindUse(string id) => _uses.GetValueOrDefault(id);

    /// <summary>What binds an asset: the class its attributes name, else that of its use, else the default of its kind; null where no limits apply.</summary>
    public LimitClass? For(AssetKind kind, IReadOnlyDictionary<string, string>? attributes)
    {
        if (attributes is not null)
        {
            if (attributes.TryGetValue(ClassAttribute, out var id) && Find(id) is { } named) return named;
            if (attributes.TryGetValue(UseAttribute, out var use) && FindUse(use) is { } known) return Find(known.LimitClass);
        }
        return _defaults.TryGetValue(kind, out var own) ? Find(own) : null;
    }

    /// <summary>The same catalogue with one class put in, or put in its place.</summary>
    public LimitCatalogue With(LimitClass changed) =>
        new(_classes.Values.Where(c => !c.Id.Equals(changed.Id, StringComparison.OrdinalIgnoreCase)).Append(changed), _defaults, _uses.Values);
}
