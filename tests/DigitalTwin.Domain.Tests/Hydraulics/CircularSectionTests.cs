using DigitalTwin.Domain.Hydraulics;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Tests.Hydraulics;

public class CircularSectionTests
{
    /// <summary>The table that hydraulics handbooks print; three decimals.</summary>
    [Theory]
    [InlineData(.1, .052, .401, .021, 1.43)]
    [InlineData(.2, .142, .615, .088, 1.42)]
    [InlineData(.3, .252, .776, .196, 1.40)]
    [InlineData(.4, .374, .902, .337, 1.37)]
    [InlineData(.5, .500, 1.000, .500, 1.33)]
    [InlineData(.55, .564, 1.039, .586, 1.31)]
    [InlineData(.6, .626, 1.072, .672, 1.28)]
    [InlineData(.7, .748, 1.120, .837, 1.20)]
    [InlineData(.75, .804, 1.133, .912, 1.13)]
    [InlineData(.8, .858, 1.140, .977, 1.03)]
    [InlineData(.9, .948, 1.124, 1.066, .56)]
    [InlineData(.938, .974, 1.104, 1.076, .00)]
    public void Ratios_agree_with_the_handbook(double fill, double area, double velocity, double flow, double celerity)
    {
        Assert.Equal(area, CircularSection.AreaRatio(fill), 0.001);
        Assert.Equal(velocity, CircularSection.VelocityRatio(fill), 0.001);
        Assert.Equal(flow, CircularSection.FlowRatio(fill), 0.001);
        Assert.Equal(celerity, CircularSection.CelerityRatio(fill), 0.006);
    }

    [Fact]
    public void A_full_pipe_has_ratio_one() => Assert.Equal((1.0, 1.0, 1.0), (CircularSection.AreaRatio(1), Math.Round(CircularSection.VelocityRatio(1), 12), Math.Round(CircularSection.FlowRatio(1), 12)));

    [Fact]
    public void Celerity_is_the_derivative_of_flow_by_area()
    {
        for (var fill = 0.02; fill < 0.93; fill += 0.01)
        {
            const double step = 1e-6;
            var slope = (CircularSection.FlowRatio(fill + step) - CircularSection.FlowRatio(fill - step)) / (CircularSection.AreaRatio(fill + step) - CircularSection.AreaRatio(fill - step));
            Assert.Equal(slope / CircularSection.VelocityRatio(fill), CircularSection.CelerityRatio(fill), 1e-4);
        }
    }

    [Fact]
    public void A_600_mm_pipe_at_2_permille_carries_275_litres_a_second_at_0_97_metres_a_second()
    {
        var full = FullSection.Of(CrossSection.Circle(0.6), new Dictionary<string, Curve>(), 0.3);
        Assert.Equal(0.275, full.Flow(0.013, 0.002), 0.001);
        Assert.Equal(0.97, full.Velocity(0.013, 0.002), 0.005);
        Assert.Equal(17, 1000 / full.Velocity(0.013, 0.002) / 60, 0.25); // 1 km takes about 17 min full, and as long half full.
        Assert.Equal(1, CircularSection.VelocityRatio(0.5), 1e-9);
    }

    [Fact]
    public void The_table_of_part_full_flow_follows_the_exact_section()
    {
        for (var flow = 1e-5; flow <= 1; flow *= 1.01)
        {
            var fill = CircularSection.FillOfFlowRatio(flow);
            Assert.Equal(flow, CircularSection.FlowRatio(fill), 1e-9);
            Assert.Equal(1, PartialFlow.Circular.VelocityRatio((float)flow) / CircularSection.VelocityRatio(fill), 1e-3);
            Assert.Equal(fill, PartialFlow.Circular.Fill((float)flow), 1e-3);
        }
        Assert.Equal(0, PartialFlow.Circular.VelocityRatio(0));
        Assert.Equal(0, PartialFlow.Circular.VelocityRatio(float.NaN));
    }

    [Fact]
    public void Sections_of_other_shapes_have_their_own_area()
    {
        var curves = new Dictionary<string, Curve> { ["square"] = new("Shape", [0, 1], [1, 1]) };
        Assert.Equal(2, FullSection.Of(new CrossSection(SectionShape.RectangularClosed, 1, 2), curves, 0.3).Area, 9);
        Assert.Equal(3, FullSection.Of(new CrossSection(SectionShape.Trapezoidal, 1, 2, 1, 1), curves, 0.3).Area, 9);
        Assert.Equal(0.25, FullSection.Of(new CrossSection(SectionShape.Custom, 0.5, Curve: "square"), curves, 0.3).Area, 9);
        Assert.Equal(Math.PI / 4, FullSection.Of(new CrossSection(SectionShape.Arch, 1, 1), curves, 0.3).Area, 9);
        Assert.Equal(2 * Math.PI / 4, FullSection.Of(new CrossSection(SectionShape.Circular, 1, Barrels: 2), curves, 0.3).Area, 9);
    }
}
