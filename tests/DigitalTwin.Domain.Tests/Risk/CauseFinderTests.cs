using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk.Causes;
using DigitalTwin.Domain.Tests.Networks;

namespace DigitalTwin.Domain.Tests.Risk;

/// <summary>Two works on two branches that meet; sensors on both and on the trunk.</summary>
public class CauseFinderTests
{
    private static readonly Instant Began = new(1_700_000_000_000);
    private readonly TestNetwork _city = new TestNetwork()
        .Node("mill", AssetKind.Drainer, invert: 9, inflow: 0.01).Node("a", invert: 8).Node("a2", invert: 7)
        .Node("dairy", AssetKind.Drainer, invert: 9, inflow: 0.01).Node("b", invert: 8).Node("b2", invert: 7)
        .Node("j", invert: 6, inflow: 0.02).Node("k", invert: 5).Node("wwtp", AssetKind.TreatmentPlant)
        .Pipe("mill", "a", 400).Pipe("a", "a2", 400).Pipe("a2", "j", 400).Pipe("dairy", "b", 300).Pipe("b", "b2", 600).Pipe("b2", "j", 900).Pipe("j", "k", 500).Pipe("k", "wwtp");
    private readonly CompiledNetwork _network;
    private readonly FlowState _flows;

    public CauseFinderTests() => (_network, _flows) = (_city.Compile(), new FlowField(_city.Compile()).Current);

    [Fact]
    public void One_release_that_explains_all_symptoms_in_time_and_strength_comes_first()
    {
        var answer = Find([Seen("mill", "a2", 1200), Seen("mill", "j", 300), Seen("mill", "k", 300)]);
        Assert.Equal("mill", _city.Name(answer.Candidates[0].Source));
        Assert.True(answer.Candidates[0].From <= Began && Began <= answer.Candidates[0].To);
        Assert.All(answer.Candidates[0].Evidence, e => Assert.InRange(e.OffMinutes, -5, 5));
        Assert.Equal(12, answer.Candidates[0].Load, 1.0); // 1200 mg/L in 0.01 m³/s.
        Assert.Equal(1, answer.Candidates.Sum(c => c.Probability), 1e-9);
    }

    [Fact]
    public void A_clean_sensor_on_a_branch_excludes_who_lies_above_it()
    {
        CleanPlace[] clean = [new(_city.At("b2"), Quantity.Cod, Began + TimeSpan.FromHours(6), 100)];
        var answer = Find([Seen("mill", "k", 400)], clean);
        Assert.Equal("mill", _city.Name(answer.Candidates[0].Source));
        var dairy = answer.Candidates.Single(c => _city.Name(c.Source) == "dairy");
        Assert.Equal(clean[0], Assert.Single(dairy.Doubts).Place);
        Assert.True(dairy.Probability < answer.Candidates[0].Probability / 10);
        Assert.Contains(answer.Exclusions, e => e.Place == clean[0] && e.Candidates >= 3);
    }

    [Fact]
    public void A_sensor_that_was_clean_before_the_release_could_come_excludes_nobody()
    {
        CleanPlace[] clean = [new(_city.At("b2"), Quantity.Cod, Began - TimeSpan.FromHours(1), 100)];
        Assert.Empty(Find([Seen("mill", "k", 400)], clean).Exclusions);
    }

    [Fact]
    public void The_next_sample_divides_what_is_left()
    {
        var answer = Find([Seen("mill", "k", 400)]);
        var next = answer.Samples[0];
        Assert.InRange(next.Share, 0.2, 0.8);
        Assert.Contains(_city.Name(next.Place), new[] { "a", "a2", "b", "b2" });
    }

    [Fact]
    public void Nothing_seen_has_no_cause() => Assert.Empty(Find([]).Candidates);

    private CauseAnswer Find(Sighting[] seen, CleanPlace[]? clean = null) => CauseFinder.Find(_network, _flows, seen, clean ?? []);

    /// <summary>What a release at the source would show at a place, after its travel time.</summary>
    private Sighting Seen(string source, string place, double value)
    {
        var trace = NetworkTrace.Downstream(_network, _flows, _city.At(source));
        var seconds = trace.Seconds[trace.Nodes.IndexOf(_city.At(place).Index)];
        return new Sighting(_city.At(place), Quantity.Cod, Began + TimeSpan.FromSeconds(seconds), value, 0);
    }
}
