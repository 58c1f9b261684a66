using DigitalTwin.Domain.Hydraulics.Sections;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Discharge laws of orifices, weirs and rated outlets.</summary>
/// <remarks>SWMM 5 Reference Manual, vol. II, ch. 6: orifice Q = C·A·√(2gh), below its crown a weir; weirs Q = C·L·h^1.5 and kin; submergence after Villemonte (1947); head lost in flap gates after Armco.</remarks>
internal static class RegulatorLaw
{
    private const double G = HydraulicModelBuilder.Gravity;
    private const double Thin = Pipe.Thin;
    private const double Opening = 0.005; // m

    /// <param name="upper">The higher head, m above datum.</param>
    /// <param name="forward">Whether it is at the device's first node.</param>
    /// <returns>m³/s, 0 or more.</returns>
    public static double Flow(Device d, double setting, double upper, double lower, bool forward) => d.Kind switch
    {
        DeviceKind.Orifice => SideOrifice(d, setting, upper, lower),
        DeviceKind.BottomOrifice => BottomOrifice(d, setting, upper, lower),
        DeviceKind.Outlet => Outlet(d, upper, lower) * setting,
        _ => Weir(d, setting, upper, lower, forward),
    };

    private static double SideOrifice(Device d, double setting, double upper, double lower)
    {
        var open = d.Height * setting;
        var (crown, middle, area) = (d.Crest + open, d.Crest + open / 2, Area(d, open));
        var full = d.Coefficient * area * Math.Sqrt(2 * G);
        if (upper >= crown)
        {
            var head = Math.Max(0, lower < middle ? upper - middle : upper - lower);
            var q = full * Math.Sqrt(head);
            return d.HasFlapGate ? full * Math.Sqrt(BehindGate(area, head, q)) : q;
        }
        var depth = upper - d.Crest;
        if (depth <= Thin) return 0;
        // Part full it is a weir that meets the orifice at the crown.
        var atCrown = full * Math.Sqrt(open / 2);
        var over = atCrown * Power15(depth / open);
        if (d.HasFlapGate) over = atCrown * Power15(BehindGate(area, depth, over) / open);
        return over * Submergence(upper, lower, d.Crest, 1.5);
    }

    private static double BottomOrifice(Device d, double setting, double upper, double lower)
    {
        var head = upper < d.Crest ? 0 : upper - Math.Max(lower, d.Crest);
        if (head <= Thin) return 0;
        var (open, area) = (d.Height * setting, Area(d, d.Height * setting));
        var isRound = Math.Abs(d.Opening!.FullArea - Math.PI / 4) < 0.01;
        var critical = d.Coefficient / 0.414 * (isRound ? open / 4 : open * d.Width / (2 * (open + d.Width)));
        var full = d.Coefficient * area * Math.Sqrt(2 * G);
        var q = AboveOpening(full, critical, head);
        return d.HasFlapGate ? AboveOpening(full, critical, BehindGate(area, head, q)) : q;
    }

    private static double AboveOpening(double full, double critical, double head) =>
        head < critical ? full * Math.Sqrt(critical) * Power15(head / critical) : full * Math.Sqrt(head);

    private static double Weir(Device d, double setting, double upper, double lower, bool forward)
    {
        var (crest, crown) = (d.Crest + (1 - setting) * d.Height, d.Crest + d.Height);
        var head = upper - crest;
        if (head <= Thin || crest >= crown) return 0;
        double q;
        if (upper >= crown && d.CanSurcharge)
        {
            var open = crown - crest;
            var coefficient = OverCrest(d, setting, open, true) / Math.Sqrt(open / 2);
            var middle = (crest + crown) / 2;
            head = Math.Max(0, lower < middle ? upper - middle : upper - lower);
            q = coefficient * Math.Sqrt(head);
            return d.HasFlapGate ? coefficient * Math.Sqrt(BehindGate(d.Width * open, head, q)) : q;
        }
        head = Math.Min(head, crown - crest);
        var power = d.Kind switch { DeviceKind.SideWeir => 5.0 / 3, DeviceKind.VNotchWeir => 2.5, _ => 1.5 };
        q = OverCrest(d, setting, head, forward);
        if (d.HasFlapGate) q = OverCrest(d, setting, BehindGate(d.Width * head, head, q), forward);
        return q * Submergence(upper, lower, crest, power);
    }

    private static double OverCrest(Device d, double setting, double head, bool forward)
    {
        var length = Math.Max(0, d.Width - 0.1 * d.EndContractions * head);
        return d.Kind switch
        {
            DeviceKind.SideWeir when forward => d.Coefficient * Math.Pow(length, 0.83) * Math.Pow(head, 1.67),
            DeviceKind.VNotchWeir when setting >= 1 => d.Coefficient * d.SideSlope * Math.Pow(head, 2.5),
            DeviceKind.TrapezoidalWeir or DeviceKind.VNotchWeir =>
                d.Coefficient * (d.Width + 2 * d.SideSlope * (1 - setting) * d.Height) * Math.Pow(head, 1.5) + d.EndCoefficient * d.SideSlope * Math.Pow(head, 2.5),
            _ => d.Coefficient * length * head * Math.Sqrt(head),
        };
    }

    private static double Outlet(Device d, double upper, double lower)
    {
        var head = upper - (d.RatedByHead ? Math.Max(lower, d.Crest) : d.Crest);
        if (head <= Thin) return 0;
        var q = Math.Max(0, d.Curve is { } curve ? Interpolation.At(curve, head) : d.Coefficient * Math.Pow(head, d.Exponent));
        // A curve that does not begin at nothing would turn a hair of head into a full flow to and fro; it opens over the first millimetres.
        return q * Math.Min(1, head / Opening);
    }

    private static double Submergence(double upper, double lower, double crest, double power) =>
        lower <= crest ? 1 : Math.Pow(Math.Max(0, 1 - Math.Pow((lower - crest) / (upper - crest), power)), 0.385);

    /// <summary>Head left behind a flap gate.</summary>
    private static double BehindGate(double area, double head, double flow)
    {
        if (head <= 0 || area <= 0) return 0;
        var v = flow / area;
        return Math.Max(0, head - 4 / G * v * v * Math.Exp(-1.15 * v / Math.Sqrt(head)));
    }

    private static double Power15(double x) => x <= 0 ? 0 : x * Math.Sqrt(x);

    private static double Area(Device d, double open)
    {
        var t = Math.Clamp(open / d.Height, 0, 1) * SectionTable.Intervals;
        var k = (int)t;
        var (low, high) = (d.Opening!.Rows[k * SectionTable.Columns], d.Opening.Rows[(k + 1) * SectionTable.Columns]);
        return (low + (t - k) * (high - low)) * d.Height * d.Height;
    }
}
