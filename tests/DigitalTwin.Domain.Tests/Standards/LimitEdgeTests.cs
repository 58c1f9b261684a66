using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;
using DigitalTwin.Domain.Standards.Compliance;

namespace DigitalTwin.Domain.Tests.Standards;

/// <summary>Every limit of every document at its edges: the first and last instants of its days, both sides of its bracket, values on its bounds and just beyond, judged on its own basis.</summary>
public class LimitEdgeTests
{
    private static readonly ComplianceJudge Judge = new(CityCalendar.China, ComplianceSettings.Default);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public static TheoryData<string> Classes => [.. LimitCatalogue.Default.Classes.Select(c => c.Id)];

    [Theory, MemberData(nameof(Classes))]
    public void A_limit_holds_from_the_first_instant_of_its_first_day_to_the_last_before_its_end(string id)
    {
        var limits = LimitCatalogue.Default.Find(id)!;
        foreach (var limit in limits.Limits.Where(l => !l.IsPending))
        {
            var begins = CityCalendar.China.StartOf(limit.ValidFrom);
            Assert.False(Holds(limits, limit, begins - Tick), $"{Name(limit)} held before {limit.ValidFrom}.");
            Assert.True(Holds(limits, limit, begins), $"{Name(limit)} did not hold on {limit.ValidFrom}.");
            if (limit.ValidTo is not { } end) continue;
            Assert.True(Holds(limits, limit, CityCalendar.China.StartOf(end) - Tick), $"{Name(limit)} did not hold until {end}.");
            Assert.False(Holds(limits, limit, CityCalendar.China.StartOf(end)), $"{Name(limit)} held on {end}.");
        }
    }

    [Theory, MemberData(nameof(Classes))]
    public void A_bracket_decides_on_its_own_side_only_and_not_where_its_quantity_is_unknown(string id)
    {
        var limits = LimitCatalogue.Default.Find(id)!;
        foreach (var limit in limits.Limits.Where(l => l.When is not null))
        {
            var edge = limit.When!.AtMost;
            bool Applies(double other) => limits.Applying(limit.ValidFrom, q => q == limit.When.Quantity ? other : double.NaN).Contains(limit);
            Assert.True(Applies(edge));
            Assert.False(Applies(edge + 1e-6));
            Assert.False(Applies(double.NaN));
            Assert.Contains(limits.Applying(limit.ValidFrom, q => q == limit.When.Quantity ? edge + 1e-6 : double.NaN), l => l.Quantity == limit.Quantity && l.Basis == limit.Basis);
        }
    }

    [Theory, MemberData(nameof(Classes))]
    public void A_value_on_a_bound_keeps_the_limit_and_one_just_beyond_breaks_it_on_the_documents_basis(string id)
    {
        var limits = LimitCatalogue.Default.Find(id)!;
        foreach (var limit in limits.Limits.Where(l => !l.IsPending))
        {
            if (limit.Maximum is { } max)
            {
                Assert.NotEqual(ComplianceState.Breached, State(limits, limit, max));
                Assert.Equal(ComplianceState.Breached, State(limits, limit, max + 1e-6 * Math.Max(1, Math.Abs(max))));
            }
            if (limit.Minimum is { } min)
            {
                Assert.NotEqual(ComplianceState.Breached, State(limits, limit, min));
                Assert.Equal(ComplianceState.Breached, State(limits, limit, min - 1e-6 * Math.Max(1, Math.Abs(min))));
            }
        }
    }

    private static bool Holds(LimitClass limits, Limit limit, Instant at) =>
        limits.Applying(CityCalendar.China.DayOf(at), q => q == limit.When?.Quantity ? limit.When!.AtMost : double.NaN).Contains(limit);

    /// <summary>As judged at noon of its first day, after a morning at a value: a mean of it is the value.</summary>
    private static ComplianceState State(LimitClass limits, Limit limit, double value)
    {
        var morning = CityCalendar.China.StartOf(limit.ValidFrom);
        KnownReading[] Constant(Quantity quantity, double v) => [.. Enumerable.Range(0, 24).Select(i => new KnownReading(new Reading(new AssetKey(1), quantity, morning + TimeSpan.FromMinutes(30 * i), v, Quality.Good, Provenance.Measured), morning + TimeSpan.FromMinutes(30 * i)))];
        var verdicts = Judge.Judge(limits, q => q == limit.Quantity ? Constant(q, value) : q == limit.When?.Quantity ? Constant(q, limit.When!.AtMost) : [], morning + TimeSpan.FromHours(12));
        return verdicts.Single(v => v.Limit == limit).State;
    }

    private static string Name(Limit limit) => $"{limit.Document} {QuantityCatalogue.Default.Of(limit.Quantity).Name} {limit.Basis}";
}
