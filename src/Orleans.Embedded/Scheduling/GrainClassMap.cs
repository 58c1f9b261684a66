using System.Collections.Frozen;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Finds the class behind an interface: the only one that implements it, or the one that bears its name without the I.</summary>
internal sealed class GrainClassMap
{
    private readonly FrozenDictionary<string, GrainClass> _byName;
    private readonly FrozenDictionary<Type, GrainClass[]> _byInterface;

    public GrainClassMap(GrainRuntime runtime, IEnumerable<Assembly> assemblies)
    {
        All = [.. assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(IsGrainClass).Select(type => new GrainClass(runtime, type))];
        var twice = All.GroupBy(one => one.GrainType).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException(
                $"Grain classes {string.Join(" and ", twice.Select(one => one.Type))} both have the grain type '{twice.Key}'; name one with [GrainType].");
        }

        _byName = All.ToFrozenDictionary(one => one.GrainType.ToString(), StringComparer.Ordinal);
        _byInterface = All.SelectMany(one => one.Interfaces.Select(type => (type, one)))
            .GroupBy(pair => pair.type, pair => pair.one)
            .ToFrozenDictionary(group => group.Key, Preferred);
    }

    public GrainClass[] All { get; }

    public GrainClass Find(Type grainInterface, string? classNamePrefix = null)
    {
        var candidates = _byInterface.GetValueOrDefault(grainInterface) ?? [];
        if (classNamePrefix is not null)
        {
            candidates = [.. candidates.Where(one => one.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
            if (Array.Find(candidates, one => one.Type.FullName == classNamePrefix) is { } exact) return exact;
        }

        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"No grain class implements {grainInterface}."),
            _ => throw new ArgumentException(
                $"Several grain classes implement {grainInterface}: {string.Join(", ", candidates.Select(one => one.Type))}. Ask for a more specific interface."),
        };
    }

    public GrainClass Find(GrainType type) =>
        _byName.GetValueOrDefault(type.ToString()) ?? throw new ArgumentException($"There is no grain class of grain type '{type}'.");

    private static GrainClass[] Preferred(IGrouping<Type, GrainClass> candidates)
    {
        var all = candidates.ToArray();
        return Array.FindAll(all, one => one.Type.Name == candidates.Key.Name[1..]) is [var named] ? [named] : all;
    }

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrain).IsAssignableFrom(type)
        && typeof(IGrainBase).IsAssignableFrom(type);
}
