namespace DigitalTwin.Testing;

/// <summary>Real data of others that lies beside the checkout as <c>../shared/data</c>; never part of it.</summary>
public static class SharedData
{
    /// <summary>The folder, or null where this machine lacks it.</summary>
    public static string? Folder { get; } = Find();

    /// <exception cref="InvalidOperationException">The folder is absent; mark the test with <see cref="SharedDataFactAttribute"/>.</exception>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Folder ?? throw new InvalidOperationException("../shared/data is absent."), .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder?.Parent is { } parent; folder = parent)
        {
            var candidate = Path.Combine(parent.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}

/// <summary>A test on real data; skipped with a message where the data is absent.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] parts)
    {
        if (SharedData.Folder is null) Skip = "../shared/data is absent; this test runs on real data.";
        else if (parts.Length > 0 && !Path.Exists(SharedData.PathOf(parts))) Skip = $"../shared/data/{string.Join('/', parts)} is absent.";
    }
}
