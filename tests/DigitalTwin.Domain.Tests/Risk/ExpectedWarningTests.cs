using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Risk.Causes;

namespace DigitalTwin.Domain.Tests.Risk;

public class ExpectedWarningTests
{
    private static readonly Instant Start = new(1_800_000_000_000);
    private static readonly CompiledNetwork Network = CompiledNetwork.Build(Street(6), local => new AssetKey(local[0] == 'M' ? int.Parse(local[1..]) : local[0] == 'P' ? 100 + int.Parse(local[1..]) : 99));
    private readonly WarningBook _book = new("s:OUT", new FlowField(Network));

    [Theory]
    [InlineData(new[] { 0.4, 0.45 }, 0)]
    [InlineData(new[] { 0.4, 0.5, 0.35, 0.3 }, 1)]
    [InlineData(new[] { 0.5, 0.29 }, 0)]
    [InlineData(new[] { 0.6, 0.2, 0.4, 0.49 }, 0)]
    [InlineData(new[] { 0.6, 0.2, 0.7 }, 1)]
    public void A_warning_begins_at_one_half_and_ends_below_three_tenths(double[] probabilities, int open)
    {
        for (var i = 0; i < probabilities.Length; i++) Expect(i * 5, Seen(3, probabilities[i]));
        Assert.Equal(open, _book.Open.Count);
    }

    [Fact]
    public void What_forecasts_say_again_and_again_is_one_warning_with_few_versions()
    {
        var versions = Enumerable.Range(0, 10).Sum(i => Expect(i * 5, Seen(3, 0.8)).Warnings.Count);
        Assert.Equal(1, versions);
        Assert.Equal(Start, Assert.Single(_book.Open).Cause.Since);
        Assert.Equal(2, Assert.Single(Expect(50, Seen(3, 1.0)).Warnings).Version);
    }

    [Fact]
    public void The_measured_symptom_takes_over_and_the_forecast_does_not_warn_of_it_again()
    {
        Expect(0, Seen(3, 0.8));
        var changes = _book.Report(Measured(3, 20), At(20));
        Assert.Equal((SymptomKind.Overflow, true), (changes.Warnings[0].Cause.Kind, changes.Warnings[0].IsOpen));
        var ended = Assert.Single(changes.Warnings, w => !w.IsOpen);
        Assert.True(ended.Cause.Expected!.Came);
        Expect(25, Seen(3, 1));
        Assert.Equal(SymptomKind.Overflow, Assert.Single(_book.Open).Cause.Kind);
    }

    [Fact]
    public void All_that_is_expected_and_what_then_comes_is_one_incident()
    {
        Expect(0, Seen(2, 0.7), Seen(3, 0.8), Seen(5, 0.9));
        Assert.Equal(3, _book.Open.Count);
        Assert.Single(Roots());
        _book.Report(Measured(5, 20), At(20));
        Assert.Equal(3, _book.Open.Count);
        Assert.Single(Roots());
        // The one that stood for all is measured: the next one takes its place.
        _book.Report(Measured(2, 25), At(25));
        Assert.Equal(3, _book.Open.Count);
        Assert.Single(Roots());
    }

    [Fact]
    public void What_is_not_seen_any_more_ends_and_says_that_it_did_not_come()
    {
        Expect(0, Seen(2, 0.7), Seen(3, 0.8));
        var changes = Expect(5, Seen(3, 0.8));
        Assert.False(Assert.Single(changes.Warnings, w => !w.IsOpen).Cause.Expected!.Came);
        Expect(10);
        Assert.Empty(_book.Open);
    }

    [Fact]
    public void Where_it_will_overflow_the_surcharge_before_it_is_no_warning_of_its_own()
    {
        Expect(0, Seen(3, 0.8) with { Kind = SymptomKind.ExpectedSurcharge, Level = WarningLevel.Orange });
        Expect(5, Seen(3, 0.8) with { Kind = SymptomKind.ExpectedSurcharge, Level = WarningLevel.Orange }, Seen(3, 0.6));
        Assert.Equal(SymptomKind.ExpectedOverflow, Assert.Single(_book.Open).Cause.Kind);
    }

    [Fact]
    public void A_mild_surcharge_stays_in_the_forecast()
    {
        Expect(0, Seen(3, 1) with { Kind = SymptomKind.ExpectedSurcharge, Level = WarningLevel.Blue });
        Assert.Empty(_book.Open);
    }

    [Fact]
    public void After_a_restart_it_goes_on_and_lapses_where_no_forecast_comes()
    {
        Expect(0, Seen(2, 0.7), Seen(3, 0.8));
        var again = new WarningBook("s:OUT", new FlowField(Network));
        again.Restore(_book.Open);
        Assert.Empty(again.Refresh(At(10)).Warnings);
        again.Report(Measured(2, 12), At(12));
        Assert.Equal(2, again.Open.Count); // Measured at one, still expected at the other.
        again.Refresh(At(180));
        Assert.Equal(SymptomKind.Overflow, Assert.Single(again.Open).Cause.Kind);
    }

    private IEnumerable<string> Roots() => WarningNesting.Roots(_book.Open).Values.Distinct();

    private WarningChanges Expect(int minute, params Symptom[] seen) => _book.Expect([.. seen.Select(s => s with { Since = At(minute) })], At(minute));

    private static Symptom Seen(int manhole, double probability) => new(new AssetKey(manhole), SymptomKind.ExpectedOverflow, WarningLevel.Orange, Quantity.Overflow, 0.1, 0, Start, null,
        new Expectation(probability, At(30), At(40 + manhole), At(60)));

    private static Symptom Measured(int manhole, int minute) => new(new AssetKey(manhole), SymptomKind.Overflow, WarningLevel.Red, Quantity.Level, 3.2, 3, At(minute));

    private static Instant At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Network Street(int manholes)
    {
        var nodes = Enumerable.Range(1, manholes).Select(i => new NetworkNode { LocalId = $"M{i}", Kind = AssetKind.Manhole, Position = new Position(118 + i * 0.001, 35), InvertElevation = 20 - i, FullDepth = 3 })
            .Append(new NetworkNode { LocalId = "OUT", Kind = AssetKind.Outfall, Position = new Position(118.1, 35), InvertElevation = 5 }).ToArray();
        return new Network
        {
            Name = "s", Title = "Street", Nodes = nodes,
            Links = [.. Enumerable.Range(0, manholes).Select(i => new NetworkLink { LocalId = $"P{i + 1}", Kind = AssetKind.PipeSegment, From = i, To = i + 1, Length = 100, Section = CrossSection.Circle(0.5) })],
        };
    }
}
