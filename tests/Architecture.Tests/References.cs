namespace Architecture.Tests;

/// <summary>References run one way: Domain ← Contracts ← Grains, Storage, Ingest, Gis, Simulation ← Host.</summary>
public class References
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Orleans.Embedded"] = [],
        ["DigitalTwin.Domain"] = [],
        ["DigitalTwin.Contracts"] = ["DigitalTwin.Domain"],
        ["DigitalTwin.Grains"] = ["DigitalTwin.Domain", "DigitalTwin.Contracts"],
        ["DigitalTwin.Storage"] = ["DigitalTwin.Domain", "DigitalTwin.Contracts"],
        ["DigitalTwin.Ingest"] = ["DigitalTwin.Domain", "DigitalTwin.Contracts"],
        ["DigitalTwin.Gis"] = ["DigitalTwin.Domain", "DigitalTwin.Contracts"],
        ["DigitalTwin.Simulation"] = ["DigitalTwin.Domain", "DigitalTwin.Contracts"],
        ["DigitalTwin.Host"] =
        [
            "DigitalTwin.Domain", "DigitalTwin.Contracts", "DigitalTwin.Grains", "DigitalTwin.Storage", "DigitalTwin.Ingest",
            "DigitalTwin.Gis", "DigitalTwin.Simulation",
        ],
    };

    [Fact]
    public void Projects_refer_only_in_the_one_direction()
    {
        var wrong =
            from project in Repository.Projects("src")
            let name = Path.GetFileNameWithoutExtension(project)
            from reference in Repository.References(project)
            where !Allowed.TryGetValue(name, out var allowed) || !allowed.Contains(reference)
            select $"{name} -> {reference}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_under_src_has_a_place_in_the_rule()
    {
        var names = Repository.Projects("src").Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void The_domain_knows_neither_packages_nor_frameworks()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "src/DigitalTwin.Domain/DigitalTwin.Domain.csproj"));
        Assert.DoesNotContain("PackageReference", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FrameworkReference", text, StringComparison.Ordinal);
        Assert.DoesNotContain("UsesGrains", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "DigitalTwin.sln"));
        var missing = Repository.Projects("src").Concat(Repository.Projects("tests"))
            .Select(p => Path.GetFileName(p)).Where(name => !solution.Contains(name, StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void Only_two_places_know_which_grain_runtime_is_built()
    {
        string[] known = ["src/DigitalTwin.Host/GrainRuntime/", "tests/Conformance.Tests/"];
        var elsewhere = Repository.Files(".cs")
            .Where(f => File.ReadAllText(f).Contains("#if GRAINS" + "_", StringComparison.Ordinal))
            .Select(Repository.Relative)
            .Where(f => !known.Any(k => f.StartsWith(k, StringComparison.Ordinal)));
        Assert.Empty(elsewhere);
    }
}
