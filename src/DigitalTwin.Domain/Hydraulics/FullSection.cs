using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics;

/// <summary>A conduit running just full: area in m², hydraulic radius and height in m.</summary>
public readonly record struct FullSection(double Area, double HydraulicRadius, double Height, bool IsOpen)
{
    /// <summary>Manning: V = (1/n)·R^(2/3)·√S, m/s.</summary>
    public double Velocity(double roughness, double slope) => Math.Pow(HydraulicRadius, 2.0 / 3) * Math.Sqrt(slope) / roughness;

    /// <summary>Q = V·A, m³/s; for a circle (0.3117/n)·D^(8/3)·√S.</summary>
    public double Flow(double roughness, double slope) => Velocity(roughness, slope) * Area;

    /// <summary>Full area and wetted perimeter by shape.</summary>
    /// <remarks>
    /// Circles, rectangles and trapezoids are exact. Egg (standard 2:3) has A = 0.5105 H², R = 0.1931 H; arch and other closed shapes without
    /// a table stand as an ellipse of their height and width; a custom shape takes its area from its width curve and, as the curve gives no
    /// wall length, the hydraulic radius of the circle of equal area.
    /// </remarks>
    public static FullSection Of(CrossSection section, IReadOnlyDictionary<string, Curve> curves, double defaultDiameter)
    {
        var height = section.Height > 0 ? section.Height : defaultDiameter;
        var width = section.Width > 0 ? section.Width : height;
        var one = section.Shape switch
        {
            SectionShape.Egg => new FullSection(0.5105 * height * height, 0.1931 * height, height, false),
            SectionShape.RectangularClosed => Of(width * height, 2 * (width + height), height, false),
            SectionShape.RectangularOpen => Of(width * height, width + 2 * height, height, true),
            SectionShape.Trapezoidal => Trapezoid(height, section.Width, section.SideSlope1, section.SideSlope2),
            SectionShape.Arch or SectionShape.Other => Ellipse(height, width),
            SectionShape.Custom when section.Curve is { } name && curves.TryGetValue(name, out var curve) => Custom(height, curve),
            _ => Circle(height),
        };
        return one with { Area = one.Area * Math.Max(1, section.Barrels) };
    }

    private static FullSection Of(double area, double perimeter, double height, bool isOpen) => new(area, area / perimeter, height, isOpen);

    private static FullSection Circle(double diameter) => new(Math.PI * diameter * diameter / 4, diameter / 4, diameter, false);

    private static FullSection Trapezoid(double height, double bottom, double slope1, double slope2)
    {
        var area = height * (bottom + height * (slope1 + slope2) / 2);
        return area > 0
            ? Of(area, bottom + height * (Math.Sqrt(1 + slope1 * slope1) + Math.Sqrt(1 + slope2 * slope2)), height, true)
            : Circle(height);
    }

    private static FullSection Ellipse(double height, double width)
    {
        double a = height / 2, b = width / 2, h = (a - b) * (a - b) / ((a + b) * (a + b));
        return Of(Math.PI * a * b, Math.PI * (a + b) * (1 + 3 * h / (10 + Math.Sqrt(4 - 3 * h))), height, false); // Ramanujan's perimeter.
    }

    /// <summary>Shape curves give width over height as shares of the full height.</summary>
    private static FullSection Custom(double height, Curve curve)
    {
        double area = 0;
        for (var i = 1; i < Math.Min(curve.X.Count, curve.Y.Count); i++)
            area += (curve.X[i] - curve.X[i - 1]) * (curve.Y[i] + curve.Y[i - 1]) / 2;
        area *= height * height;
        return area > 0 && double.IsFinite(area) ? new(area, Math.Sqrt(area / Math.PI) / 2, height, false) : Circle(height);
    }
}
