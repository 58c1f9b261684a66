using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.PipeCondition;

/// <summary>Worked by hand from the formulas of CJJ 181.</summary>
public class PipeScoreTests
{
    private static PipeScore Score(double height, double length, PipeSite site, params Defect[] defects)
    {
        var inspection = new Inspection("I", "town:P1", new Instant(1), "cctv", length, false, site, defects);
        Assert.Null(inspection.Fault(DefectCatalogue.Default));
        return PipeScore.Of(inspection, height, length);
    }

    [Fact]
    public void Two_defects_far_apart_in_an_artery_on_loess_want_local_repair()
    {
        // S = (5 + 2)/2 = 3.5, Smax = 5, F = 5; S_M = (5·1 + 2·1)/(3.5·30) = 0.0667; RI = 0.7·5 + 0.1·6 + 0.05·3 + 0.15·6 = 5.15
        var score = Score(0.6, 30, new PipeSite("artery", "loess12"), new Defect("PL", 3, 5), new Defect("CK", 2, 10));
        Assert.Equal((3.5, 5.0, 5.0, 3), (score.Structural.Mean, score.Structural.Highest, score.Structural.Severity, score.Structural.Grade));
        Assert.Equal(7 / 105.0, score.Structural.Density, 12);
        Assert.Equal(5.15, score.Structural.Index, 12);
        Assert.Equal((3, 0, RepairAdvice.Local), (score.Structural.IndexGrade, score.Structural.Spread, score.Advice));
    }

    [Fact]
    public void Below_a_severity_of_four_the_place_and_the_size_do_not_count_but_the_soil_does()
    {
        // F = 2: K = E = 0; RI = 0.7·2 + 0.15·6 = 2.3, between 1 and 4 with F ≤ 3: nothing to repair.
        var score = Score(1.6, 30, new PipeSite("core", "loess12"), new Defect("CK", 2, 10));
        Assert.Equal((0.0, 0.0, 6.0), (score.Structural.Importance, score.Structural.Size, score.Structural.Soil));
        Assert.Equal(2.3, score.Structural.Index, 12);
        Assert.Equal((2, RepairAdvice.None), (score.Structural.IndexGrade, score.Advice));
    }

    [Fact]
    public void Defects_more_than_one_and_at_most_one_and_a_half_metres_apart_weigh_a_tenth_more()
    {
        // S = 1.1·(5 + 5)/2 = 5.5 > Smax = 5, so F = 5.5; S_M = 1.1·(5 + 5)/(5.5·10) = 0.2: whole.
        var score = Score(0.4, 10, new PipeSite(), new Defect("PL", 3, 3), new Defect("SL", 3, 4.2));
        Assert.Equal((5.5, 5.0, 5.5), (Math.Round(score.Structural.Mean, 12), score.Structural.Highest, Math.Round(score.Structural.Severity, 12)));
        Assert.Equal(0.2, score.Structural.Density, 12);
        Assert.Equal(0.7 * 5.5, score.Structural.Index, 12);
        Assert.Equal((1, RepairAdvice.Whole), (score.Structural.Spread, score.Advice));
    }

    [Theory]
    [InlineData(1.6, 2, 3.5)] // Apart: (5 + 2)/2
    [InlineData(1.5, 2, 3.85)] // Near: 1.1·3.5
    [InlineData(1.0, 1, 7)] // One: 5 + 2
    [InlineData(0.3, 1, 7)]
    public void The_net_distance_decides_how_two_defects_count(double distance, int count, double mean)
    {
        var score = Score(0.4, 40, new PipeSite(), new Defect("PL", 3, 5), new Defect("CK", 2, 5 + distance));
        Assert.Equal((count, mean), (score.Structural.Defects, Math.Round(score.Structural.Mean, 12)));
    }

    [Fact]
    public void Merged_scores_stop_at_ten()
    {
        var score = Score(0.8, 40, new PipeSite(), new Defect("PL", 4, 5), new Defect("TJ", 4, 5.5), new Defect("CK", 2, 6));
        Assert.Equal((1, 10.0, 4), (score.Structural.Defects, score.Structural.Highest, score.Structural.Grade));
    }

    [Fact]
    public void Functional_defects_have_a_maintenance_index_of_their_own()
    {
        // Y = (5 + 2)/2, G = 5; Y_M = (5·10 + 2·1)/(3.5·40) = 52/140; MI = 0.8·5 + 0.15·10 + 0.05·6 = 5.8
        var score = Score(1.2, 40, new PipeSite("core"), new Defect("CJ", 3, 2, 12), new Defect("ZW", 2, 20));
        Assert.Equal((0, 0.0, RepairAdvice.None), (score.Structural.Defects, score.Structural.Index, score.Advice));
        Assert.Equal(52 / 140.0, score.Functional.Density, 12);
        Assert.Equal(5.8, score.Functional.Index, 12);
        Assert.Equal((3, 3, 1), (score.Functional.Grade, score.Functional.IndexGrade, score.Functional.Spread));
    }

    [Fact]
    public void Scum_is_noted_and_not_scored()
    {
        var score = Score(0.4, 40, new PipeSite("core"), new Defect("FZ", 2, 3), new Defect("CJ", 1, 9));
        Assert.Equal((1, 0.5), (score.Functional.Defects, score.Functional.Severity));
    }

    [Theory]
    [InlineData(0.59, 0)]
    [InlineData(0.6, 3)]
    [InlineData(1.0, 3)]
    [InlineData(1.01, 6)]
    [InlineData(1.5, 6)]
    [InlineData(1.51, 10)]
    public void The_size_factor_has_its_steps_where_the_table_has_them(double height, double factor) => Assert.Equal(factor, DefectCatalogue.Default.SizeFactor(height));

    [Theory]
    [InlineData("XX", 1, 5.0, null, "defects[0].code")]
    [InlineData("TL", 3, 5.0, null, "defects[0].grade")]
    [InlineData("PL", 1, 50.0, null, "defects[0].fromM")]
    [InlineData("PL", 1, 5.0, 4.0, "defects[0].toM")]
    public void A_defect_that_cannot_be_is_refused_by_field(string code, int grade, double from, double? to, string field) =>
        Assert.Equal(field, new Inspection("I", "town:P1", new Instant(1), "cctv", 30, false, new PipeSite(), [new Defect(code, grade, from, to)]).Fault(DefectCatalogue.Default)?.Field);

    [Fact]
    public void More_or_graver_defects_never_make_a_pipe_better() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var kinds = DefectCatalogue.Default.Kinds.Where(k => k.Group == DefectGroup.Structural).ToArray();
        var defects = Enumerable.Range(0, random.Next(1, 12)).Select(_ => kinds[random.Next(kinds.Length)]).Select(k => new Defect(k.Code, random.Next(1, k.Scores.Count(s => s is not null) + 1), Math.Round(random.NextDouble() * 50, 1))).ToArray();
        var score = Score(0.8, 50, new PipeSite("artery", "mud"), defects).Structural;
        var worse = Score(0.8, 50, new PipeSite("artery", "mud"), [.. defects, new Defect("PL", 4, 50)]).Structural;
        Assert.True(worse.Highest >= score.Highest && worse.Severity >= 10);
        Assert.True(score.Severity >= score.Highest && score.Index >= 0.7 * score.Severity);
    });
}
