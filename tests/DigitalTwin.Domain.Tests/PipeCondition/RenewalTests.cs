using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.PipeCondition;

public class RenewalTests
{
    private static readonly RenewalOption[] Four =
    [
        new("a", RenewalWork.Whole, 10, 60), new("b", RenewalWork.Local, 5, 20), new("c", RenewalWork.Clean, 1, 3), new("d", RenewalWork.Whole, 20, 70),
    ];

    [Fact]
    public void Most_risk_for_the_money_comes_first_and_what_cannot_be_paid_is_passed_over()
    {
        var plan = RenewalPlan.Make(RenewalStrategy.BenefitPerCost, 16, Four);
        Assert.Equal(["a", "b", "c"], plan.Chosen.Select(o => o.Asset));
        Assert.Equal((16.0, 83.0), (plan.Cost, plan.Benefit));
        // The relaxation: a and b whole (15), then a twentieth of d at 3.5 for one.
        Assert.Equal(83.5, plan.Bound, 9);
    }

    [Fact]
    public void Strategies_differ_in_what_they_do_for_the_same_money()
    {
        var worst = RenewalPlan.Make(RenewalStrategy.WorstFirst, 20, Four);
        Assert.Equal((["d"], 70.0), (worst.Chosen.Select(o => o.Asset).ToArray(), worst.Benefit), new Same());
        Assert.Equal(["c", "b", "a"], RenewalPlan.Make(RenewalStrategy.CheapestFirst, 20, Four).Chosen.Select(o => o.Asset));
    }

    [Fact]
    public void Greed_never_breaks_the_budget_and_never_falls_below_half_of_the_best() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var options = Enumerable.Range(0, random.Next(1, 11)).Select(i => new RenewalOption($"p{i}", RenewalWork.Whole, 0.1 + random.NextDouble() * 10, random.NextDouble() * 50)).ToArray();
        var budget = random.NextDouble() * 20;
        var best = Enumerable.Range(0, 1 << options.Length).Select(mask => options.Where((_, i) => (mask >> i & 1) == 1).ToArray()).Where(some => some.Sum(o => o.Cost) <= budget).Max(some => some.Sum(o => o.Benefit));
        foreach (var strategy in Enum.GetValues<RenewalStrategy>())
        {
            var plan = RenewalPlan.Make(strategy, budget, options);
            Assert.True(plan.Cost <= budget + 1e-9 && plan.Benefit <= best + 1e-9 && best <= plan.Bound + 1e-9);
        }
        Assert.True(RenewalPlan.Make(RenewalStrategy.BenefitPerCost, budget, options).Benefit >= best / 2 - 1e-9);
    });

    [Fact]
    public void A_pipe_that_nobody_looked_at_is_as_likely_to_fail_as_its_age_says_and_no_more_than_middling()
    {
        var rules = RiskRules.Default;
        Assert.Equal(2.5, rules.Likelihood(null, 25, "PE"));
        Assert.Equal(5, rules.Likelihood(null, 400, "PE"));
        Assert.Equal(2.5, rules.Likelihood(null, null, null));
    }

    [Fact]
    public void Risk_grows_with_who_is_served_and_with_what_reuse_would_stop()
    {
        var rules = RiskRules.Default;
        var little = rules.Consequence(new PipeConsequence(0.01, 0, 0, 0, "other"));
        Assert.Equal(0.6, little, 9);
        Assert.True(rules.Consequence(new PipeConsequence(0.25, 0, 0, 0, "other")) > little);
        Assert.Equal(3 + 2 + 1.5 + 0.4, rules.Consequence(new PipeConsequence(0.25, 2, 1, 0.25, "artery")), 9);
        Assert.Equal(10, rules.Consequence(new PipeConsequence(1, 50, 9, 1, "core")));
    }

    [Fact]
    public void A_broken_pipe_may_be_mended_in_places_or_renewed_and_a_silted_one_is_cleaned()
    {
        var costs = RiskRules.Default.UnitCosts;
        var broken = PipeScore.Of(new Inspection("I", "t:P", new Instant(1), "cctv", 50, false, new PipeSite("artery"), [new Defect("PL", 3, 5)]), 0.6, 50);
        var works = RenewalOptions.For("t:P", broken, new PipeRisk(broken.Structural.Index, 5, true), 20, 0.6, 50, costs).ToArray();
        Assert.Equal([RenewalWork.Local, RenewalWork.Whole], works.Select(w => w.Work));
        Assert.True(works[0].Cost < works[1].Cost);
        var silted = PipeScore.Of(new Inspection("I", "t:P", new Instant(1), "cctv", 50, false, new PipeSite(), [new Defect("CJ", 4, 0, 40)]), 0.6, 50);
        Assert.Equal([RenewalWork.Clean], RenewalOptions.For("t:P", silted, new PipeRisk(silted.Functional.Index, 5, true), 20, 0.6, 50, costs).Select(w => w.Work));
    }

    [Fact]
    public void Night_flow_less_what_people_use_at_night_is_infiltration()
    {
        // Mean 0.100, night 0.058: (0.058 − 0.3·0.100)/0.7 = 0.040, two fifths: watch.
        var found = InflowIndicators.Of([0.057, 0.058, 0.060], [0.1, 0.1], null, null, null, null);
        Assert.Equal((0.058, 0.04, 0.4), (found.NightFlow!.Value, Math.Round(found.Infiltration!.Value, 9), Math.Round(found.Share!.Value, 9)));
        Assert.Equal(InflowGrade.Watch, found.Grade);
        Assert.Null(InflowIndicators.Of([0.058, 0.06], [0.1], null, null, null, null).Share); // Two nights are no habit.
    }

    [Fact]
    public void Thin_sewage_and_a_quick_answer_to_rain_tell_it_too()
    {
        Assert.Equal((0.6, InflowGrade.Severe), (InflowIndicators.Of([], [], 100, 250, null, null).Diluted!.Value, InflowIndicators.Of([], [], 100, 250, null, null).Grade));
        Assert.Equal((0.08, InflowGrade.Watch), (InflowIndicators.Of([], [], null, null, 800, 10_000).RainResponse!.Value, InflowIndicators.Of([], [], null, null, 800, 10_000).Grade));
        Assert.Equal(InflowGrade.Unknown, InflowIndicators.Of([], [0.1], null, null, null, null).Grade);
    }

    private sealed class Same : IEqualityComparer<(string[], double)>
    {
        public bool Equals((string[], double) a, (string[], double) b) => a.Item1.SequenceEqual(b.Item1) && a.Item2 == b.Item2;
        public int GetHashCode((string[], double) pair) => 0;
    }
}
