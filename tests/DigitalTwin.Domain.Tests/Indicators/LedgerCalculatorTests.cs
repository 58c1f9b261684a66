using System.Text.Json;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Indicators;

/// <summary>Two plants through a year, worked by hand.</summary>
public class LedgerCalculatorTests
{
    private const string P1 = "town:P1", P2 = "town:P2";
    private static readonly LedgerCalculator Calculator = new(CityCalendar.China, 0.75);

    private static LedgerEntry Compute(string indicator, string period, LedgerMaterial material) =>
        Calculator.Compute(IndicatorCatalogue.Default.Find(indicator)!, LedgerPeriod.TryParse(period, out var of) ? of : throw new FormatException(period), material);

    [Fact]
    public void The_collection_rate_is_the_load_that_arrives_of_the_load_that_people_make()
    {
        // January: 300,000 m³ · 150 mg/L + 100,000 m³ · 90 mg/L = 54,000 kg; 40,000 people · 45 g · 31 d = 55,800 kg.
        var material = new Material("2026-02-01").Measured("inflow", P1, "2026-01", 300_000).Measured("inflow", P2, "2026-01", 100_000).Entered("influentBod", P1, "2026-01", 150).Entered("influentBod", P2, "2026-01", 90).Yearly("population", "2025", 40_000);
        var entry = Compute("collectionRate", "2026-01", material.Build());
        Assert.Equal(100 * 54_000.0 / 55_800, entry.Value!.Value, 9);
        Assert.Equal("100 × 54,000,000 ÷ (40000 × 45 × 31)", entry.Filled());
    }

    [Fact]
    public void Plants_with_thin_sewage_and_those_over_four_fifths_are_told_by_name()
    {
        var material = new Material("2026-02-01").Measured("inflow", P1, "2026-01", 310_000).Measured("inflow", P2, "2026-01", 155_000).Entered("influentBod", P1, "2026-01", 150).Entered("influentBod", P2, "2026-01", 90)
            .Standing("capacity", P1, 12_000).Standing("capacity", P2, 10_000).Build();
        Assert.Equal((465_000 * 100 / (22_000 * 31.0), 1), (Compute("plantLoad", "2026-01", material).Value!.Value, Compute("plantLoad", "2026-01", material).Parts.Count(p => p.Breaches)));
        Assert.Equal([new LedgerPart(P1, 310_000 * 100 / (12_000 * 31.0), true), new LedgerPart(P2, 50, false)], Compute("plantLoad", "2026-01", material).Parts);
        var bod = Compute("influentBod", "2026-01", material);
        Assert.Equal((310_000 * 150 + 155_000 * 90) / 465_000.0, bod.Value!.Value, 9);
        Assert.Equal(P2, Assert.Single(bod.Parts, p => p.Breaches).Asset);
    }

    [Fact]
    public void A_month_in_which_one_plant_is_not_known_does_not_count_for_the_other_either()
    {
        var material = new Material("2026-03-01").Measured("inflow", P1, "2026-01", 300_000).Measured("inflow", P2, "2026-01", 100_000).Measured("inflow", P1, "2026-02", 280_000).Measured("inflow", P2, "2026-02", 90_000, coverage: 0.4)
            .Monthly("sewage", "2026-01", 410_000).Monthly("sewage", "2026-02", 400_000);
        var entry = Compute("treatmentRate", "2026", material.Build());
        Assert.Equal(100 * 400.0 / 410, entry.Value!.Value, 9);
        Assert.Contains(entry.Missing, m => m is { Asset: P2, Month: "2026-02", Why: MissingReason.LowCoverage, Coverage: 0.4 });
        Assert.Contains(entry.Missing, m => m is { Asset: P1, Month: "2026-02", Why: MissingReason.MonthDoesNotCount });

        var mended = Compute("treatmentRate", "2026", material.Entered("inflow", P2, "2026-02", 95_000).Build());
        Assert.Equal(100 * (400 + 375.0) / (410 + 400), mended.Value!.Value, 9);
        Assert.Equal(0.25, mended.Quality.Entered > 0 ? Math.Round(mended.Inputs[0].Items.Count(i => i.Source == ItemSource.Entered) / 4.0, 2) : 0);
    }

    [Fact]
    public void Measured_counts_before_entered_where_enough_was_measured()
    {
        var material = new Material("2026-02-01").Measured("industry", "town:R1", "2026-01", 50_000, coverage: 0.8).Entered("industry", "town:R1", "2026-01", 70_000).Build();
        Assert.Equal(5, Compute("reuseIndustry", "2026-01", material).Value);
    }

    [Fact]
    public void What_was_entered_for_the_whole_city_stands_in_where_not_all_intakes_report()
    {
        var material = new Material("2026-02-01").Measured("urban", "town:R1", "2026-01", 20_000).Measured("urban", "town:R2", "2026-01", 30_000, coverage: 0.1).Entered("urban", null, "2026-01", 55_000).Build();
        Assert.Equal(5.5, Compute("reuseUrban", "2026-01", material).Value);
    }

    [Fact]
    public void A_use_that_the_city_does_not_have_counts_as_nothing_but_one_that_is_not_known_yet_stops_the_sum()
    {
        var material = new Material("2026-02-01").Entered("industry", null, "2026-01", 60_000).Entered("urban", null, "2026-01", 40_000).Entered("ecology", null, "2026-01", 20_000).Measured("inflow", P1, "2026-01", 480_000);
        Assert.Equal(25, Compute("reuseRate", "2026-01", material.Build()).Value);
        var withIrrigation = Compute("reuseRate", "2026-01", material.Asset("irrigation", "town:R9").Build());
        Assert.Null(withIrrigation.Value);
        Assert.Contains(withIrrigation.Missing, m => m is { Input: "irrigation", Asset: "town:R9", Why: MissingReason.Nothing });
    }

    [Fact]
    public void The_running_month_has_run_only_so_far()
    {
        var material = new Material("2026-01-16").Measured("inflow", P1, "2026-01", 150_000).Standing("capacity", P1, 12_500).Build();
        Assert.Equal(100 * 150_000 / (12_500 * 15.0), Compute("plantLoad", "2026-01", material).Value!.Value, 9);
    }

    [Fact]
    public void Sludge_and_density_and_spacing_come_out_as_by_hand()
    {
        var material = new Material("2026-02-01").Monthly("sludgeProduced", "2026-01", 250).Monthly("sludgeHarmless", "2026-01", 245).Monthly("sludgeLandfilled", "2026-01", 5)
            .Standing("reclaimedLength", null, 18.5).Yearly("builtUpArea", "2026", 25).Standing("spacing", "a – b", 1.2).Standing("spacing", "b – c", 1.9).Build();
        Assert.Equal((98.0, 2.0, 0.74, 1.9), (Compute("sludgeHarmless", "2026-01", material).Value, Compute("sludgeLandfill", "2026-01", material).Value, Compute("reclaimedDensity", "2026", material).Value, Compute("intakeSpacing", "2026", material).Value));
        Assert.Equal("b – c", Assert.Single(Compute("intakeSpacing", "2026", material).Parts, p => p.Breaches).Asset);
    }

    [Fact]
    public void A_statistic_of_a_year_holds_until_the_next_and_never_before()
    {
        var material = new Material("2026-02-01").Standing("reclaimedLength", null, 10).Yearly("builtUpArea", "2024", 20).Yearly("builtUpArea", "2027", 50).Yearly("newReclaimedPipe", "2025", 3).Build();
        Assert.Equal(0.5, Compute("reclaimedDensity", "2026", material).Value);
        Assert.Null(Compute("reclaimedDensity", "2023", material).Value);
        Assert.Null(Compute("newReclaimedPipe", "2026", material).Value); // That was last year's.
    }

    [Fact]
    public void A_figure_always_equals_its_recomputation_from_what_is_stored() => ForAll.Seeds(seed =>
    {
        var material = Material.Random(new Random(seed));
        foreach (var indicator in IndicatorCatalogue.Default.Indicators)
            foreach (var period in new[] { "2026", "2026-03", "2025-11" })
            {
                var entry = Compute(indicator.Id, period, material);
                var stored = JsonSerializer.Deserialize<LedgerEntry>(JsonSerializer.Serialize(entry))!;
                Assert.Equal(entry.Value, stored.Recompute().Value);
                Assert.Equal(entry.Why, stored.Recompute().Why);
                Assert.True(stored.SaysAs(entry) && entry.Value is null == (entry.Why is not null));
            }
    }, count: 60);
}
