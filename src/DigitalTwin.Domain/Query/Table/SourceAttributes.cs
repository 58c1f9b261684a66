using System.Globalization;

namespace DigitalTwin.Domain.Query.Table;

/// <summary>What sources say of material and age, under the names that are usual for it.</summary>
public static class SourceAttributes
{
    private static readonly string[] MaterialNames = ["material", "管材", "材质", "MATERIAL", "Material"];
    private static readonly string[] BuiltNames = ["yearBuilt", "built", "installYear", "year", "建成年份", "建设年代", "埋设年代", "YEAR_BUILT", "INSTALLYEA", "InstallDate", "installDate"];

    public static string? Material(IReadOnlyDictionary<string, string> attributes) => Find(attributes, MaterialNames);

    /// <summary>The first four digits of what is said, where they are a year from 1800 to 2200; else 0.</summary>
    public static int Built(IReadOnlyDictionary<string, string> attributes)
    {
        if (Find(attributes, BuiltNames) is not { Length: >= 4 } text) return 0;
        return int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1800 and <= 2200 ? year : 0;
    }

    private static string? Find(IReadOnlyDictionary<string, string> attributes, string[] names)
    {
        if (attributes.Count == 0) return null;
        foreach (var name in names)
            if (attributes.TryGetValue(name, out var value) && value.Length > 0) return value;
        return null;
    }
}
