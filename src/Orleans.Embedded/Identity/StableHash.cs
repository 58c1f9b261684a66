namespace Orleans.Runtime;

internal static class StableHash
{
    /// <summary>FNV-1a over UTF-16 code units.</summary>
    public static uint Of(string value)
    {
        var hash = 2166136261u;
        foreach (var unit in value) hash = (hash ^ unit) * 16777619u;
        return hash;
    }
}
