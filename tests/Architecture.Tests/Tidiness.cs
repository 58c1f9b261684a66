using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>Keeps the house clean: short files, no leftovers, nothing of one machine.</summary>
public partial class Tidiness
{
    private const int MostLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = Repository.Files(".cs", ".ts", ".vue")
            .Select(f => (File: Repository.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > MostLines)
            .Select(f => $"{f.File}: {f.Lines} lines; what two things does it hold?");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_leftovers_lie_in_the_sources()
    {
        var found =
            from file in Repository.Files(".cs", ".ts", ".vue", ".md", ".sh", ".props", ".targets", ".json", ".yml", ".yaml", ".css", ".html")
            where !file.EndsWith("package-lock.json", StringComparison.Ordinal)
            from match in Leftovers().Matches(File.ReadAllText(file))
            select $"{Repository.Relative(file)}: '{match.Value}'";
        Assert.Empty(found);
    }

    [Fact]
    public void No_warning_is_switched_off_in_place()
    {
        var found = Repository.Files(".cs")
            .Where(f => PragmaDisable().IsMatch(File.ReadAllText(f)))
            .Select(Repository.Relative);
        Assert.Empty(found);
    }

    [Fact]
    public void The_lock_file_names_no_download_addresses()
    {
        var path = Path.Combine(Repository.Root, "web/package-lock.json");
        Assert.DoesNotContain("\"resolved\": \"http", File.ReadAllText(path), StringComparison.Ordinal);
    }

    // Built from parts so that this file is not its own finding.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|XX" + @"X|HA" + @"CK)\b|/(work|root|tmp)/(main|wt|shared|\.library)\b|<<<<<<" + @"<")]
    private static partial Regex Leftovers();

    [GeneratedRegex(@"^\s*#pragma warning disable", RegexOptions.Multiline)]
    private static partial Regex PragmaDisable();
}
