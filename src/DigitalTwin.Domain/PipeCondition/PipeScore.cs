namespace DigitalTwin.Domain.PipeCondition;

/// <summary>What the defects of one group on one pipe come to.</summary>
/// <param name="Mean">S or Y: mean score over the defects.</param>
/// <param name="Highest">Smax or Ymax.</param>
/// <param name="Severity">F or G: the greater of both.</param>
/// <param name="Grade">I to IV of the severity.</param>
/// <param name="Density">S_M or Y_M.</param>
/// <param name="Spread">0 local, 1 partial or whole, 2 whole.</param>
/// <param name="Index">RI or MI.</param>
/// <param name="IndexGrade">I to IV of the index.</param>
/// <param name="Importance">K as it counted: 0 where the severity is below the gate.</param>
/// <param name="Size">E as it counted.</param>
/// <param name="Soil">T as it counted; 0 for functional defects.</param>
public sealed record GroupScore(double Mean, double Highest, double Severity, int Grade, double Density, int Spread, double Index, int IndexGrade, double Importance, double Size, double Soil, int Defects);

/// <summary>What is to be done about the structure of a pipe.</summary>
public enum RepairAdvice : byte { None, Local, Whole }

/// <summary>A pipe's condition by CJJ 181: structural (F, S_M, RI) and functional (G, Y_M, MI).</summary>
public sealed record PipeScore(GroupScore Structural, GroupScore Functional, RepairAdvice Advice)
{
    /// <param name="inspection">Without fault.</param>
    /// <param name="height">Clear height or diameter of the pipe, m.</param>
    /// <param name="length">Of the whole segment, m; the inspected one where it is not known.</param>
    public static PipeScore Of(Inspection inspection, double height, double length, DefectCatalogue? catalogue = null)
    {
        catalogue ??= DefectCatalogue.Default;
        if (!(length > 0)) length = inspection.Length;
        var structural = Group(DefectGroup.Structural);
        var functional = Group(DefectGroup.Functional);
        return new PipeScore(structural, functional, AdviceFor(structural, catalogue.Rules));

        GroupScore Group(DefectGroup group) => Score(group, SeenDefect.Merge([.. inspection.Defects.Where(d => catalogue.Find(d.Code)!.Group == group)], catalogue), inspection.Site, height, length, catalogue);
    }

    private static GroupScore Score(DefectGroup group, IReadOnlyList<SeenDefect> seen, PipeSite site, double height, double length, DefectCatalogue catalogue)
    {
        var rules = catalogue.Rules;
        if (seen.Count == 0 || seen.All(d => d.Score == 0)) return new GroupScore(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, seen.Count);
        double Weight(SeenDefect d) => d.IsNear ? rules.NearFactor : 1;
        var mean = seen.Sum(d => d.Score * Weight(d)) / seen.Count;
        var highest = seen.Max(d => d.Score);
        var severity = Math.Max(mean, highest);
        var density = seen.Sum(d => d.Score * Weight(d) * d.Length) / (mean * length);
        // Where a pipe is hardly damaged, its place does not matter.
        var counts = severity >= rules.GateBelow;
        var importance = counts ? catalogue.FindImportance(site.Importance)!.Value : 0;
        var size = counts ? catalogue.SizeFactor(height) : 0;
        var soil = group == DefectGroup.Structural ? catalogue.FindSoil(site.Soil)!.Value : 0;
        var index = group == DefectGroup.Structural
            ? rules.Repair.Severity * severity + rules.Repair.Importance * importance + rules.Repair.Size * size + rules.Repair.Soil * soil
            : rules.Maintenance.Severity * severity + rules.Maintenance.Importance * importance + rules.Maintenance.Size * size;
        return new GroupScore(mean, highest, severity, Step(severity, rules.GradeSteps), density, Spread(density, rules.DensitySteps), index, Step(index, rules.IndexSteps), importance, size, soil, seen.Count);
    }

    private static RepairAdvice AdviceFor(GroupScore s, ScoringRules rules)
    {
        if (s.Index <= rules.Advice.None || (s.Index <= rules.Advice.Watch && s.Severity <= rules.Advice.Severity)) return RepairAdvice.None;
        return s.Density < rules.Advice.LocalDensity ? RepairAdvice.Local : RepairAdvice.Whole;
    }

    /// <summary>I for at most the first step, and so on.</summary>
    private static int Step(double value, double[] steps) => 1 + steps.Count(s => value > s);

    private static int Spread(double density, double[] steps) => density < steps[0] ? 0 : density <= steps[1] ? 1 : 2;
}
