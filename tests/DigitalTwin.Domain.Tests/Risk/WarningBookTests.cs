using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Tests.Networks;

namespace DigitalTwin.Domain.Tests.Risk;

public class WarningBookTests
{
    private static readonly Instant Since = new(1_700_000_000_000);
    private readonly TestNetwork _city = new TestNetwork().Node("mill", AssetKind.Drainer, invert: 4, inflow: 0.01).Node("j", invert: 3, inflow: 0.01).Node("wwtp", AssetKind.TreatmentPlant, invert: 2).Node("out", AssetKind.Outfall, invert: 1)
        .Node("r1", AssetKind.RiverNode, invert: 0.5, inflow: 0.1).Node("r2", AssetKind.RiverNode)
        .Pipe("mill", "j").Pipe("j", "wwtp").Pipe("wwtp", "out").Pipe("out", "r1").Link("reach", AssetKind.RiverSection, "r1", "r2", l => l with { Length = 3000 });
    private readonly FlowField _flows;
    private readonly WarningBook _book;

    public WarningBookTests()
    {
        _flows = new FlowField(_city.Compile());
        _book = new WarningBook("t:wwtp", _flows);
    }

    [Fact]
    public void A_warning_opens_with_its_cause_and_ends_with_it()
    {
        var opened = Assert.Single(_book.Report(Breach(2000), Since).Warnings);
        Assert.Equal((1, "t:wwtp", true), (opened.Version, opened.Catchment, opened.IsOpen));
        Assert.Equal([_city.Key("mill"), _city.Key("mill-j"), _city.Key("j"), _city.Key("j-wwtp"), _city.Key("wwtp")], opened.Path);
        Assert.Equal(_city.Key("wwtp"), Assert.Single(opened.Effects).Asset);
        var until = Since + TimeSpan.FromHours(1);
        var ended = Assert.Single(_book.Report(Breach(100) with { Until = until }, until).Warnings);
        Assert.Equal((opened.Id, 2, until), (ended.Id, ended.Version, ended.EndedAt!.Value));
        Assert.Empty(_book.Open);
    }

    [Fact]
    public void The_same_news_twice_is_no_news()
    {
        _book.Report(Breach(2000), Since);
        Assert.Empty(_book.Report(Breach(2000), Since).Warnings);
        Assert.Empty(_book.Report(Breach(2100), Since).Warnings); // 5 % more changes nothing that anyone would do.
        Assert.Equal(2, Assert.Single(_book.Report(Breach(3000), Since).Warnings).Version);
        Assert.Empty(_book.Refresh(Since).Warnings);
    }

    [Fact]
    public void Other_flows_move_the_arrival()
    {
        var before = Assert.Single(_book.Report(Breach(2000), Since).Warnings);
        _flows.Observe(_city.Key("mill-j"), Quantity.Flow, 0.2, Since);
        _flows.Recompute();
        var after = Assert.Single(_book.Refresh(Since + TimeSpan.FromMinutes(1)).Warnings);
        Assert.Equal((before.Id, 2), (after.Id, after.Version));
        Assert.True(after.Effects[0].Value > before.Effects[0].Value);
    }

    [Fact]
    public void An_end_of_something_unknown_and_staleness_raise_nothing()
    {
        Assert.Same(WarningChanges.None, _book.Report(Breach(100) with { Until = Since }, Since));
        Assert.Same(WarningChanges.None, _book.Report(Breach(100) with { Kind = SymptomKind.Stale }, Since));
    }

    [Fact]
    public void What_a_plant_will_be_hit_by_soon_is_orange_at_least()
    {
        var mild = Breach(2000) with { Level = WarningLevel.Yellow };
        Assert.Equal(WarningLevel.Orange, Assert.Single(_book.Report(mild, Since).Warnings).Level);
    }

    [Fact]
    public void A_breach_of_the_effluent_enters_the_catchments_below_and_ends_there_too()
    {
        var (outfall, river) = (new WarningBook("t:out", _flows), new WarningBook("t:r2", _flows));
        var breach = new Symptom(_city.Key("wwtp"), SymptomKind.QualityBreach, WarningLevel.Orange, Quantity.AmmoniaNitrogen, 20, 5, Since);
        var passage = Assert.Single(_book.Report(breach, Since).Crossings);
        Assert.Equal(("t:out", _city.Key("wwtp")), (passage.Into, passage.Border));
        var atOutfall = outfall.Enter(passage, Since);
        Assert.Contains(Assert.Single(atOutfall.Warnings).Effects, e => e.Asset == _city.Key("out"));
        var next = Assert.Single(atOutfall.Crossings);
        var inRiver = Assert.Single(river.Enter(next, Since).Warnings);
        Assert.Contains(inRiver.Effects, e => e.Asset == _city.Key("reach"));
        Assert.NotEqual(atOutfall.Warnings[0].Id, inRiver.Id);
        Assert.InRange((inRiver.Effects[^1].First - Since).TotalHours, 0, 6); // The plant's own retention lies behind its effluent.

        var until = Since + TimeSpan.FromHours(2);
        var leaving = _book.Report(breach with { Until = until }, until).Crossings.Single();
        Assert.True(leaving.HasEnded);
        var left = outfall.Enter(leaving, until);
        Assert.Equal(until, Assert.Single(left.Warnings).EndedAt);
        Assert.Equal(until, Assert.Single(river.Enter(Assert.Single(left.Crossings), until).Warnings).EndedAt);
        Assert.Empty(river.Open);
    }

    [Fact]
    public void A_restored_book_goes_on_with_the_same_warnings()
    {
        var opened = Assert.Single(_book.Report(Breach(2000), Since).Warnings);
        var restored = new WarningBook("t:wwtp", _flows);
        restored.Restore([opened]);
        Assert.Empty(restored.Report(Breach(2000), Since).Warnings);
        Assert.Equal(2, Assert.Single(restored.Report(Breach(0) with { Until = Since }, Since).Warnings).Version);
    }

    [Fact]
    public void Warnings_do_not_circle_among_catchments_for_ever() =>
        Assert.Same(WarningChanges.None, _book.Enter(new BorderPassage("w", Breach(2000), "t:wwtp", _city.Key("out"), Since, Since, 1, 1, WarningBook.MaximumHops + 1), Since));

    [Fact]
    public void Every_opened_warning_ends_whatever_the_order_of_news() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        var book = new WarningBook("t:wwtp", _flows);
        var known = new Dictionary<string, Warning>();
        for (var i = 0; i < 60; i++)
        {
            var symptom = Breach(random.Next(600, 5000)) with { Since = Since + TimeSpan.FromMinutes(random.Next(5)), Level = (WarningLevel)random.Next(1, 5) };
            Take(book.Report(random.Next(3) == 0 ? symptom with { Until = symptom.Since + TimeSpan.FromHours(1) } : symptom, Since));
        }
        foreach (var open in book.Open) Take(book.Report(open.Cause with { Until = Since + TimeSpan.FromHours(3) }, Since));
        Assert.All(known.Values, w => Assert.False(w.IsOpen));

        void Take(WarningChanges changes)
        {
            foreach (var warning in changes.Warnings)
            {
                Assert.Equal((known.GetValueOrDefault(warning.Id) is { IsOpen: true } before ? before.Version : 0) + 1, warning.Version);
                known[warning.Id] = warning;
            }
        }
    }, 50);

    private Symptom Breach(double value) => new(_city.Key("mill"), SymptomKind.QualityBreach, WarningLevel.Orange, Quantity.Cod, value, 500, Since);
}
