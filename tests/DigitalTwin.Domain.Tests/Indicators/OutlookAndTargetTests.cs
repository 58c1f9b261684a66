using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Indicators.Targets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Tests.Indicators;

public class OutlookAndTargetTests
{
    private static IndicatorDefinition Indicator(string id) => IndicatorCatalogue.Default.Find(id)!;

    [Fact]
    public void A_total_ends_where_last_years_months_and_the_mean_change_lead()
    {
        var last = Enumerable.Range(1, 12).ToDictionary(m => m, m => 10.0 * m);
        var now = Enumerable.Range(1, 9).ToDictionary(m => m, m => 10.0 * m + (m % 2 == 0 ? 6 : 4));
        // Change: five times 4, four times 6: mean 44/9; sample variance = (Σx² − n·mean²)/8 = (224 − 9·(44/9)²)/8 = 1.1111.
        var outlook = YearOutlook.Of(Indicator("reuseTotal"), 2026, now, last)!;
        var known = 10 * 45 + 44.0;
        Assert.Equal(known + 330 + 3 * 44 / 9.0, outlook.Value, 9);
        var half = 1.2815515655446004 * Math.Sqrt((224 - 44 * 44 / 9.0) / 8) * Math.Sqrt(3 + 9 / 9.0);
        Assert.Equal((outlook.Value - half, outlook.Value + half), (Math.Round(outlook.Low, 9), Math.Round(outlook.High, 9)), new Close());
        Assert.True(outlook is { IsSeasonal: true, Months: 9 });
    }

    [Fact]
    public void A_rate_ends_at_the_mean_of_its_months_by_days_where_the_year_before_is_not_known()
    {
        var outlook = YearOutlook.Of(Indicator("treatmentRate"), 2026, new Dictionary<int, double> { [1] = 90, [2] = 90, [3] = 90, [4] = 90 }, new Dictionary<int, double>())!;
        Assert.Equal((90.0, 90.0, false), (Math.Round(outlook.Value, 9), Math.Round(outlook.High, 9), outlook.IsSeasonal));
        Assert.Null(YearOutlook.Of(Indicator("treatmentRate"), 2026, new Dictionary<int, double> { [1] = 90, [2] = 90 }, new Dictionary<int, double>()));
    }

    [Fact]
    public void A_year_that_is_over_has_no_band()
    {
        var months = Enumerable.Range(1, 12).ToDictionary(m => m, m => (double)m * m);
        var outlook = YearOutlook.Of(Indicator("reuseTotal"), 2025, months, months)!;
        Assert.Equal((650.0, 650.0, 650.0), (outlook.Value, outlook.Low, outlook.High));
    }

    [Fact]
    public void The_floors_of_Xinzhou_for_2025_add_up_to_more_than_their_headline_and_those_for_2027_do_not()
    {
        var conflict = Assert.Single(TargetCatalogue.Default.Conflicts());
        Assert.Equal(("xinzhou-2024-11", 2025, 2300.0, 2400.0, 100.0), (conflict.Document.Id, conflict.Year, conflict.Headline.Value, conflict.Sum, conflict.Difference));
        Assert.Equal([600.0, 550, 450, 800], conflict.Parts.Select(p => p.Value));
    }

    [Fact]
    public void What_is_due_judges_and_what_comes_next_is_told()
    {
        var choice = TargetCatalogue.Default.Choose(Indicator("reuseRate"), 2026, ["shanxi-145", "xinzhou-2024-11"]);
        Assert.Equal((25.0, 2025, 30.0, 2027), (choice.InForce!.Value, choice.InForce.Year, choice.Next!.Value, choice.Next.Year));
        Assert.Equal(45, TargetCatalogue.Default.Choose(Indicator("reuseRate"), 2026, ["changzhi-reuse"]).Judging!.Value);
        Assert.Null(TargetCatalogue.Default.Choose(Indicator("intakeSpacing"), 2026, ["shanxi-145"]).Judging);
        Assert.Equal((5.0, -5.0), (TargetChoice.Gap(20, 25, TargetSense.AtLeast), TargetChoice.Gap(75, 80, TargetSense.AtMost)));
    }

    [Fact]
    public void Every_target_names_a_figure_of_the_ledger_or_says_itself_what_it_is() => Assert.All(TargetCatalogue.Default.Targets, t =>
    {
        Assert.True(t.Indicator is { } id ? IndicatorCatalogue.Default.Find(id) is not null : t.Title is not null && t.Unit is not null);
        Assert.True(t.Clause.Length > 0 && t.Year is > 2020 and < 2036);
    });

    [Fact]
    public void Five_documents_have_targets() => Assert.Equal(5, TargetCatalogue.Default.Targets.Select(t => t.Document.Id).Distinct().Count());

    [Fact]
    public void Intakes_are_joined_by_the_shortest_lines()
    {
        // About 1 km east, 3 km east of that, and 1 km north of the first.
        Position[] places = [new(112.0, 38.0), new(112.0114, 38.0), new(112.0456, 38.0), new(112.0, 38.009)];
        var hops = IntakeSpacing.Hops(places);
        Assert.Equal(3, hops.Count);
        Assert.Equal((1, 2), hops.MaxBy(h => h.Metres) is var longest ? (longest!.From, longest.To) : default);
        Assert.InRange(hops.Max(h => h.Metres), 2980, 3010);
        Assert.Empty(IntakeSpacing.Hops(places[..1]));
    }

    [Fact]
    public void The_hops_are_a_tree_of_least_length() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var places = Enumerable.Range(0, random.Next(2, 9)).Select(_ => new Position(112 + random.NextDouble() * 0.1, 38 + random.NextDouble() * 0.1)).ToArray();
        var hops = IntakeSpacing.Hops(places);
        // Kruskal's way, as an oracle.
        var tree = Enumerable.Range(0, places.Length).ToArray();
        var sum = 0.0;
        foreach (var (a, b) in (from a in tree from b in tree where a < b orderby IntakeSpacing.Metres(places[a], places[b]) select (a, b)).ToArray())
        {
            if (tree[a] == tree[b]) continue;
            sum += IntakeSpacing.Metres(places[a], places[b]);
            var (keep, drop) = (tree[a], tree[b]);
            for (var i = 0; i < tree.Length; i++) if (tree[i] == drop) tree[i] = keep;
        }
        Assert.Equal(sum, hops.Sum(h => h.Metres), 6);
    });

    private sealed class Close : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6;
        public int GetHashCode((double, double) pair) => 0;
    }
}
