using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Tests.Hydraulics.Routing;

/// <summary>Flows whose answer is known without this engine.</summary>
public class AnalyticalTests
{
    private const double G = 9.80665;
    private static readonly CrossSection Flume = new(SectionShape.RectangularOpen, 3, 2);

    /// <summary>Rectangular flume 2 m wide in reaches of equal length.</summary>
    private static TestSewer Channel(int reaches, double length, double slope, double roughness, string outfall, double stage = 0)
    {
        var sewer = new TestSewer();
        for (var i = 0; i < reaches; i++) sewer.Manhole($"n{i}", (reaches - i) * length * slope, 3);
        sewer.Outfall("out", 0, outfall, stage);
        for (var i = 0; i < reaches; i++) sewer.Pipe($"n{i}", i == reaches - 1 ? "out" : $"n{i + 1}", length, 0, roughness, section: Flume);
        return sewer;
    }

    [Fact]
    public void Uniform_flow_in_a_round_pipe_has_mannings_depth()
    {
        const double Flow = 0.1, Slope = 0.002, N = 0.013, D = 0.6;
        var sewer = new TestSewer();
        for (var i = 0; i < 20; i++) sewer.Manhole($"n{i}", (20 - i) * 50 * Slope);
        sewer.Outfall("out", 0, "NORMAL");
        for (var i = 0; i < 20; i++) sewer.Pipe($"n{i}", i == 19 ? "out" : $"n{i + 1}", 50, D, N);
        var router = sewer.Router();
        TestSewer.Run(router, 7200, (0, Flow));

        double low = 0, high = 0.9 * D;
        for (var i = 0; i < 60; i++)
        {
            var y = (low + high) / 2;
            var angle = 2 * Math.Acos(1 - 2 * y / D);
            double area = D * D / 8 * (angle - Math.Sin(angle)), radius = area / (D * angle / 2);
            if (area * Math.Pow(radius, 2.0 / 3) * Math.Sqrt(Slope) / N < Flow) low = y; else high = y;
        }
        for (var i = 2; i < 18; i++) Assert.InRange(router.State.Depth[i], low * 0.99, low * 1.01);
        Assert.All(router.State.Flow, q => Assert.Equal(Flow, q, 1e-4));
    }

    [Theory]
    [InlineData("FIXED", 2.0)] // M1: drowned by the water below.
    [InlineData("FREE", 0)]    // M2: drawn down to critical depth.
    public void A_backwater_curve_is_that_of_gradually_varied_flow(string outfall, double stage)
    {
        const double Flow = 2, Slope = 0.001, N = 0.015, Width = 2, Length = 20;
        const int Reaches = 50;
        var sewer = Channel(Reaches, Length, Slope, N, outfall, stage);
        var router = sewer.Router(new RoutingOptions { Damping = InertialDamping.None });
        TestSewer.Run(router, 4 * 3600, (0, Flow));

        // dy/dx = (S₀ − S_f)/(1 − Fr²) upstream from the end (Chow 1959, ch. 9), by small steps.
        var y = stage > 0 ? stage : Math.Pow(Flow * Flow / (Width * Width * G), 1.0 / 3) * 1.02;
        for (int i = Reaches - 1, step = 0; i >= 0; i--)
        {
            for (step = 0; step < 2000; step++)
            {
                double area = Width * y, radius = area / (Width + 2 * y), v = Flow / area;
                y -= Length / 2000 * (Slope - N * N * v * v / Math.Pow(radius, 4.0 / 3)) / (1 - v * v / (G * y));
            }
            if (i < Reaches - 3) Assert.InRange(router.State.Depth[i], y * 0.97, y * 1.03);
        }
    }

    [Fact]
    public void Water_between_two_tanks_swings_with_the_period_of_a_u_tube()
    {
        const double Area = 10, Length = 200, Diameter = 0.8;
        var sewer = new TestSewer().Tank("a", 0, Area, 5.2).Tank("b", 0, Area, 4.8).Manhole("x", 1).Outfall("out", 0)
            .Pipe("a", "b", Length, Diameter, 1e-5).Pipe("x", "out", 10, 0.3);
        var router = sewer.Router(new RoutingOptions(LongestStep: 0.5, Theta: 0.5));
        var crossings = new List<double>();
        for (var before = 0.2; crossings.Count < 5;)
        {
            TestSewer.Run(router, 0.5);
            var now = router.State.Depth[0] - 5;
            if (before * now < 0) crossings.Add(router.State.Time);
            before = now;
            Assert.True(router.State.Time < 1000, "The water does not swing.");
        }
        // Mass a·L/… on a spring: T = 2π·√(L·A/(2·g·a)).
        var expected = 2 * Math.PI * Math.Sqrt(Length * Area / (2 * G * Math.PI * Diameter * Diameter / 4));
        Assert.InRange((crossings[4] - crossings[0]) / 2, expected * 0.97, expected * 1.03);
    }

    [Fact]
    public void Still_water_stays_still()
    {
        var sewer = Channel(20, 30, 0.002, 0.013, "FIXED", 2.5);
        for (var i = 0; i < 20; i++) sewer.Depth($"n{i}", 2.5 - (20 - i) * 30 * 0.002);
        var router = sewer.Router();
        var before = router.State.Depth.ToArray();
        TestSewer.Run(router, 3600);
        Assert.All(router.State.Flow, q => Assert.Equal(0, q, 1e-9));
        Assert.All(before.Zip(router.State.Depth).SkipLast(1), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    [Fact]
    public void A_dam_break_over_wet_ground_has_stokers_middle_depth()
    {
        const double High = 2, Low = 1;
        var sewer = new TestSewer();
        for (var i = 0; i < 200; i++) sewer.Manhole($"n{i}", 0, 3).Depth($"n{i}", i < 100 ? High : Low);
        sewer.Outfall("out", 0, "FIXED", Low);
        for (var i = 0; i < 200; i++) sewer.Pipe($"n{i}", i == 199 ? "out" : $"n{i + 1}", 5, 0, 1e-5, section: Flume);
        var router = sewer.Router(new RoutingOptions(LongestStep: 0.25, ShortestStep: 0.05) { Damping = InertialDamping.None });
        TestSewer.Run(router, 60);

        // Stoker (1957): between the rarefaction and the bore, 2(√(g·h₀) − √(g·h)) = (h − h₁)·√(g(h + h₁)/(2·h·h₁)).
        double low = Low, high = High;
        for (var i = 0; i < 60; i++)
        {
            var h = (low + high) / 2;
            if (2 * (Math.Sqrt(G * High) - Math.Sqrt(G * h)) > (h - Low) * Math.Sqrt(G * (h + Low) / (2 * h * Low))) low = h; else high = h;
        }
        for (var i = 98; i < 125; i++) Assert.InRange(router.State.Depth[i], low * 0.95, low * 1.05);
    }
}
