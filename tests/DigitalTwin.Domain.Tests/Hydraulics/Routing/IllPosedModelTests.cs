using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Tests.Hydraulics.Routing;

/// <summary>Networks that the equations cannot stand on: a clear message or a stated repair, never a number that is none.</summary>
public class IllPosedModelTests
{
    [Fact]
    public void A_network_without_an_end_is_refused_with_a_reason()
    {
        var wrong = Assert.Throws<UnusableModelException>(() => HydraulicModelBuilder.Build(new TestSewer().Manhole("a", 1).Manhole("b", 0).Pipe("a", "b", 10, 0.3).Build()));
        Assert.Contains("no outfall", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_elevation_that_is_no_number_is_refused_by_name() =>
        Assert.Contains("'a'", Assert.Throws<UnusableModelException>(() => HydraulicModelBuilder.Build(new TestSewer().Manhole("a", double.NaN).Outfall("o", 0).Pipe("a", "o", 10, 0.3).Build())).Message, StringComparison.Ordinal);

    public static TheoryData<string, double, double, double, double> Pipes => new()
    {
        { "level", 0, 30, 0.3, 0.013 },
        { "uphill", -1, 30, 0.3, 0.013 },
        { "steep as a wall", 30, 10, 0.3, 0.013 },
        { "without length", 0.1, 0, 0.3, 0.013 },
        { "tiny", 0.1, 30, 0.005, 0.013 },
        { "without size", 0.1, 30, 0, 0.013 },
        { "without roughness", 0.1, 30, 0.3, 0 },
        { "of roughness that is no number", 0.1, 30, 0.3, double.NaN },
    };

    [Theory]
    [MemberData(nameof(Pipes))]
    public void A_pipe_that_cannot_be_is_mended_and_carries_finite_water(string what, double fall, double length, double diameter, double roughness)
    {
        var sewer = new TestSewer().Manhole("a", 2, 3).Manhole("b", 2 - fall, 3).Outfall("o", Math.Min(2, 2 - fall) - 0.2)
            .Pipe("a", "b", length, diameter, roughness).Pipe("b", "o", 30, 0.3);
        var router = sewer.Router();
        TestSewer.Run(router, 1800, (0, 0.02));
        Assert.All(router.State.Depth, d => Assert.True(double.IsFinite(d), what));
        Assert.All(router.State.Flow, q => Assert.True(double.IsFinite(q), what));
        if (what is not ("uphill" or "steep as a wall")) Assert.Contains(router.Model.Repairs, r => r.Asset == "a-b");
    }

    [Fact]
    public void A_pump_without_a_curve_passes_on_what_comes_and_says_so()
    {
        var sewer = new TestSewer().Tank("well", 0, 5).Manhole("top", 6).Outfall("out", 5).Pump("well", "top", null).Pipe("top", "out", 20, 0.4);
        var router = sewer.Router();
        TestSewer.Run(router, 1800, (0, 0.02));
        Assert.Contains(router.Model.Repairs, r => r.Asset == "well>top" && r.Text.Contains("without a curve", StringComparison.Ordinal));
        Assert.Equal(0.02, router.State.DeviceFlow[0], 1e-3);
    }

    [Fact]
    public void A_pipe_that_ends_where_it_begins_is_left_out_and_swallows_no_water()
    {
        var sewer = new TestSewer().Manhole("a", 1, 2).Outfall("o", 0).Pipe("a", "a", 30, 0.3);
        var router = sewer.Router();
        TestSewer.Run(router, 3600, (0, 0.01));
        Assert.Contains(router.Model.Repairs, r => r.Asset == "a-a" && r.Text.Contains("both ends", StringComparison.Ordinal));
        Assert.InRange(router.State.OverflowVolume[0], 33, 36);
    }

    [Fact]
    public void A_part_without_a_way_out_is_named_and_spills_what_it_cannot_hold()
    {
        var sewer = new TestSewer().Manhole("lost", 1, 2).Manhole("deep", 0, 2).Manhole("a", 1).Outfall("o", 0).Pipe("lost", "deep", 20, 0.3).Pipe("a", "o", 20, 0.3);
        var router = sewer.Router();
        TestSewer.Run(router, 3600, (0, 0.01));
        var repair = Assert.Single(router.Model.Repairs, r => r.Asset == "lost");
        Assert.Contains("no way to an outfall", repair.Text, StringComparison.Ordinal);
        Assert.Contains("不连通", repair.Zh, StringComparison.Ordinal);
        Assert.InRange(router.State.OverflowVolume[0] + router.State.OverflowVolume[1], 25, 36);
        Assert.InRange(router.ContinuityError(), -0.01, 0.01);
    }

    [Fact]
    public void A_ring_of_pipes_without_length_is_lengthened_and_keeps_its_water()
    {
        var sewer = new TestSewer().Manhole("a", 1).Manhole("b", 1).Manhole("c", 1).Outfall("o", 0.5)
            .Pipe("a", "b", 0, 0.3).Pipe("b", "c", 0, 0.3).Pipe("c", "a", 0, 0.3).Pipe("c", "o", 30, 0.3);
        var router = sewer.Router();
        TestSewer.Run(router, 3600, (0, 0.02));
        Assert.Equal(3, router.Model.Repairs.Count(r => r.Text.Contains("0 m long", StringComparison.Ordinal) && r.Zh.Contains("0.5 m", StringComparison.Ordinal)));
        Assert.All(router.State.Depth, d => Assert.True(double.IsFinite(d)));
        Assert.Equal(0.02, router.State.NetInflow[3], 1e-3);
        Assert.InRange(router.ContinuityError(), -0.01, 0.01);
    }

    [Fact]
    public void A_tide_without_its_curve_is_free_and_says_so()
    {
        var sewer = new TestSewer().Manhole("a", 1).Outfall("o", 0, "TIDAL").Pipe("a", "o", 20, 0.3);
        var router = sewer.Router();
        TestSewer.Run(router, 600, (0, 0.01));
        Assert.Contains(router.Model.Repairs, r => r.Asset == "o" && r.Text.Contains("tide curve", StringComparison.Ordinal) && r.Zh.Contains("潮位曲线", StringComparison.Ordinal));
        Assert.InRange(router.State.Depth[1], 0, 0.2);
    }

    [Fact]
    public void Manholes_whose_inverts_are_missing_stand_level_and_drain()
    {
        // Sources write 0 where they know no invert; depth is unknown too.
        var sewer = new TestSewer().Manhole("a", 0, 0).Manhole("b", 0, 0).Outfall("o", 0).Pipe("a", "b", 40, 0.4).Pipe("b", "o", 40, 0.4);
        var router = sewer.Router();
        TestSewer.Run(router, 7200, (0, 0.01));
        Assert.Equal(2, router.Model.Repairs.Count(r => r.Text.Contains("falls 0 m", StringComparison.Ordinal)));
        Assert.Equal(0.01, router.State.NetInflow[2], 5e-4);
        Assert.InRange(router.ContinuityError(), -0.01, 0.01);
    }

    [Fact]
    public void Every_repair_is_told_in_chinese_too()
    {
        var sewer = new TestSewer().Tank("well", 0, 0).Manhole("a", 0, 0.1).Manhole("b", 0, 2).Depth("b", 9).Outfall("o", 0)
            .Pump("well", "a", null).Pipe("a", "b", 0, 0.3).Pipe("b", "o", 30, 0, 0).Pipe("a", "a", 10, 0.3);
        Assert.All(HydraulicModelBuilder.Build(sewer.Build()).Repairs, r => Assert.Contains(r.Zh, c => c is >= '\u4e00' and <= '\u9fff'));
    }

    [Fact]
    public void A_node_that_nothing_joins_only_fills()
    {
        var sewer = new TestSewer().Manhole("alone", 0, 2).Manhole("a", 1).Outfall("o", 0).Pipe("a", "o", 20, 0.3);
        var router = sewer.Router();
        TestSewer.Run(router, 3600, (0, 0.01));
        Assert.Equal(2, router.State.Depth[0], 1e-6);
        Assert.True(router.State.OverflowVolume[0] > 30);
    }

    [Theory]
    [InlineData("RULE r\nWHEN NODE a DEPTH > 1\nTHEN PUMP p STATUS = ON", "WHEN")]
    [InlineData("RULE r\nIF NODE nowhere DEPTH > 1\nTHEN PIPE a-o STATUS = OPEN", "nowhere")]
    [InlineData("RULE r\nIF NODE a DEPTH > deep\nTHEN PIPE a-o STATUS = OPEN", "deep")]
    [InlineData("RULE r\nIF NODE a DEPTH > 1", "THEN")]
    public void A_rule_that_cannot_be_read_is_refused_with_its_words(string rule, string named)
    {
        var sewer = new TestSewer().Manhole("a", 1).Outfall("o", 0).Pipe("a", "o", 20, 0.3);
        sewer.Controls.Add(rule);
        Assert.Contains(named, Assert.Throws<FormatException>(() => sewer.Router()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, 10.0, 0.05)]
    [InlineData(1.0, 0.5, 0.05)]
    [InlineData(1.0, 10.0, 0.0001)]
    public void Options_that_cannot_work_are_refused(double shortest, double longest, double change) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RoutingOptions(longest, shortest, change).Checked());
}
