using DigitalTwin.Domain.Hydraulics;
using DigitalTwin.Domain.Hydraulics.Sections;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Tests.Hydraulics.Routing;

public class SectionTableTests
{
    private static readonly Dictionary<string, Curve> Curves = new() { ["box"] = new("SHAPE", [0, 1], [0.5, 0.5]) };

    private static SectionTable Table(CrossSection section) => new SectionShapes(Curves).Of(section, out _)!;

    [Fact]
    public void A_circle_has_the_area_and_radius_of_its_angle()
    {
        var table = Table(CrossSection.Circle(1));
        for (var i = 20; i <= SectionTable.Intervals; i += 20)
        {
            var fill = (double)i / SectionTable.Intervals;
            Assert.Equal(CircularSection.AreaRatio(fill) * Math.PI / 4, table.Rows[i * SectionTable.Columns], 2e-4);
            var radius = Math.Pow(table.Rows[i * SectionTable.Columns + 2], 0.75);
            Assert.Equal(Math.Pow(CircularSection.VelocityRatio(fill), 1.5) / 4, radius, 2e-3);
        }
        Assert.Equal(1.076, table.GreatestSectionFactor / table.FullSectionFactor, 0.01);
    }

    [Fact]
    public void An_egg_has_the_published_area_and_radius()
    {
        var table = Table(new(SectionShape.Egg, 1));
        Assert.Equal(0.5105, table.FullArea, 2e-3);
        Assert.Equal(0.1931, Math.Pow(table.FullSectionFactor / table.FullArea, 1.5), 2e-3);
    }

    [Fact]
    public void A_custom_box_is_a_box()
    {
        var (custom, box) = (Table(new(SectionShape.Custom, 1, Curve: "box")), Table(new(SectionShape.RectangularClosed, 2, 1)));
        Assert.Equal(box.Rows, custom.Rows);
        Assert.Equal(0.5, box.FullArea, 1e-9);
    }

    [Fact]
    public void Normal_and_critical_depths_give_back_their_flow()
    {
        var table = Table(CrossSection.Circle(1));
        for (var k = 8; k < SectionTable.InverseIntervals - 8; k += 8)
        {
            var share = Math.Pow((double)k / SectionTable.InverseIntervals, 2);
            Assert.Equal(share * table.GreatestSectionFactor, At(table, table.NormalDepth[k], 3), 2e-4);
            var (area, width) = (At(table, table.CriticalDepth[k], 0), At(table, table.CriticalDepth[k], 1));
            Assert.Equal(share * table.GreatestCriticalFactor, area * Math.Sqrt(area / width), 2e-3);
        }
    }

    private static double At(SectionTable table, double y, int column)
    {
        var t = y * SectionTable.Intervals;
        var i = (int)t;
        var (low, high) = (table.Rows[i * SectionTable.Columns + column], table.Rows[(i + 1) * SectionTable.Columns + column]);
        return low + (t - i) * (high - low);
    }
}
