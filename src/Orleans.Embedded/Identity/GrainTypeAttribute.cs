namespace Orleans;

/// <summary>Names a grain class in <see cref="Runtime.GrainId"/>, and so in storage, instead of its class name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    private const string Suffix = "grain";

    public string GrainType { get; } = grainType;

    internal static string NameOf(Type grainClass)
    {
        if (grainClass.GetCustomAttributes(typeof(GrainTypeAttribute), false) is [GrainTypeAttribute named, ..]) return named.GrainType;
        var name = grainClass.Name.ToLowerInvariant();
        return name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name;
    }
}
