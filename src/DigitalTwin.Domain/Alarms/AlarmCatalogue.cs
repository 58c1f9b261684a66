using System.Collections.Frozen;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Alarms;

/// <summary>All alarm definitions in force. Immutable; an edit makes another.</summary>
public sealed class AlarmCatalogue
{
    public const int MostDefinitions = 1000;
    /// <summary>Trigger of the definition under which every rule falls that has none of its own.</summary>
    public const string AnyRule = "rule";

    private readonly FrozenDictionary<string, AlarmDefinition> _byId;
    private readonly ILookup<string, AlarmDefinition> _byTrigger;

    public AlarmCatalogue(IEnumerable<AlarmDefinition> definitions)
    {
        All = [.. definitions.OrderBy(d => d.Id, StringComparer.Ordinal)];
        _byId = All.ToFrozenDictionary(d => d.Id);
        _byTrigger = All.ToLookup(d => d.Trigger, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What came with the platform: <c>alarms.json</c>.</summary>
    public static AlarmCatalogue Default { get; } = AlarmReader.LoadCatalogue();

    /// <summary>By id.</summary>
    public IReadOnlyList<AlarmDefinition> All { get; }

    public AlarmDefinition? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The definition that a signal falls under: one that names the asset's kind before one for all kinds, a rule's own before that of all rules; null where it is no alarm.</summary>
    public AlarmDefinition? Match(string trigger, AssetKind? kind)
    {
        var own = Best(_byTrigger[trigger], kind);
        return own is null && trigger.StartsWith("rule:", StringComparison.OrdinalIgnoreCase) ? Best(_byTrigger[AnyRule], kind) : own;
    }

    public AlarmCatalogue With(AlarmDefinition changed) => new(All.Where(d => d.Id != changed.Id).Append(changed));

    private static AlarmDefinition? Best(IEnumerable<AlarmDefinition> candidates, AssetKind? kind)
    {
        AlarmDefinition? general = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Kinds.Count == 0) general ??= candidate;
            else if (kind is { } k && candidate.Kinds.Contains(k)) return candidate;
        }
        return general;
    }
}
