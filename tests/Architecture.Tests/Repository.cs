using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The checkout as text: its projects and what they refer to, its sources.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "dist", "wwwroot", ".git", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Where(IsSource);

    /// <summary>Names of the projects that a project file refers to, conditions included.</summary>
    public static IReadOnlyList<string> References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    public static IEnumerable<string> Files(params string[] endings) =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(f => IsSource(f) && endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsSource(string path) => !Relative(path).Split('/').Any(Skipped.Contains);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "DigitalTwin.sln"))) return folder.FullName;
        throw new InvalidOperationException("DigitalTwin.sln stands in no folder above the tests.");
    }
}
