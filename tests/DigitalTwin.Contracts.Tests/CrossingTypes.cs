using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Contracts.Tests;

/// <summary>Finds every type of ours that can cross a grain interface: from the methods' arguments and results through members, elements and derived types.</summary>
internal static class CrossingTypes
{
    public static Assembly Contracts { get; } = typeof(IAssetGrain).Assembly;

    public static Type[] Interfaces { get; } =
        [.. Contracts.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public static Type[] All { get; } = [.. Find().OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Members of one type that must carry an id: fields of our own, and the properties behind compiler-made ones.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) => type
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Select(field => field.Name is ['<', ..] ? (MemberInfo)type.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Declared)! : field);

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static HashSet<Type> Find()
    {
        var found = new HashSet<Type>();
        var methods = Interfaces.SelectMany(type => type.GetMethods());
        foreach (var method in methods)
        {
            Visit(method.ReturnType, found);
            foreach (var parameter in method.GetParameters()) Visit(parameter.ParameterType, found);
        }

        foreach (var type in Contracts.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), false))) Visit(type, found);
        return found;
    }

    private static void Visit(Type type, HashSet<Type> found)
    {
        if (type.HasElementType) Visit(type.GetElementType()!, found);
        foreach (var argument in type.GenericTypeArguments) Visit(argument, found);
        if (!IsOurs(type) || !found.Add(type)) return;
        if (type.BaseType is not null) Visit(type.BaseType, found);
        foreach (var derived in type.Assembly.GetTypes().Where(other => other.BaseType == type)) Visit(derived, found);
        foreach (var member in Members(type))
        {
            Visit(member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType, found);
        }
    }

    private static bool IsOurs(Type type) =>
        type is { IsInterface: false, IsEnum: false, HasElementType: false, IsGenericType: false }
        && type.Assembly.GetName().Name!.StartsWith("DigitalTwin.", StringComparison.Ordinal);
}
