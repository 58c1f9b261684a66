namespace DigitalTwin.Domain.Hydraulics.Sections;

/// <summary>A cross-section of height 1 tabulated over depth, so that the time loop looks up in one cache line what it would else compute from angles and powers.</summary>
/// <remarks>
/// Rows are interleaved per depth: flow area A, surface width W, R^(4/3) for friction and the section factor A·R^(2/3) for uniform flow
/// (Chow 1959, ch. 2 and 6). A section of height h has h²·A, h·W, h^(4/3)·R^(4/3) and h^(8/3)·A·R^(2/3).
/// The width of a closed section stays at its value at <see cref="CrownCutoff"/> above that depth: with a surface that vanishes at the crown
/// no head could be found (SWMM 5 Reference Manual, vol. II, §3.3.5).
/// </remarks>
public sealed class SectionTable
{
    /// <summary>Equal intervals of depth.</summary>
    public const int Intervals = 512;
    public const int Columns = 4;
    /// <summary>Equal intervals of √(flow) in the inverse tables.</summary>
    public const int InverseIntervals = 256;
    public const double CrownCutoff = 0.96;

    /// <summary>Depth up to which critical flow is tabulated; above, a closed section is as good as full.</summary>
    private const double HighestCritical = 0.98;

    private SectionTable(double[] rows, bool isClosed)
    {
        Rows = rows;
        IsClosed = isClosed;
        var last = Intervals * Columns;
        (FullArea, FullSectionFactor) = (rows[last], rows[last + 3]);
        var greatest = 0;
        for (var i = 0; i <= Intervals; i++)
            if (rows[i * Columns + 3] > rows[greatest * Columns + 3]) greatest = i;
        GreatestSectionFactor = rows[greatest * Columns + 3];
        NormalDepth = Invert(i => rows[i * Columns + 3], greatest);
        var top = isClosed ? (int)(HighestCritical * Intervals) : Intervals;
        GreatestCriticalFactor = Critical(rows, top);
        CriticalDepth = Invert(i => Critical(rows, i), top);
    }

    /// <summary><see cref="Columns"/> numbers for each of <see cref="Intervals"/> + 1 depths, and the last row once more.</summary>
    public double[] Rows { get; }
    public bool IsClosed { get; }
    public double FullArea { get; }
    public double FullSectionFactor { get; }
    /// <summary>Of A·R^(2/3); in a circle at 0.938 of the height.</summary>
    public double GreatestSectionFactor { get; }
    public double GreatestCriticalFactor { get; }
    /// <summary>Depth by √(section factor / greatest).</summary>
    public double[] NormalDepth { get; }
    /// <summary>Depth by √(A·√(A/W) / greatest).</summary>
    public double[] CriticalDepth { get; }

    /// <summary>Tabulates a shape given by its width at each depth 0–1.</summary>
    /// <param name="width">Surface width at a depth, both as shares of the height.</param>
    public static SectionTable Build(Func<double, double> width, bool isClosed)
    {
        const int Parts = 32; // Within one interval: curved walls need finer steps than the table keeps.
        var rows = new double[(Intervals + 2) * Columns];
        double area = 0, perimeter = width(0), before = width(0);
        var cutWidth = width(CrownCutoff);
        Set(rows, 0, 0, before, 0);
        for (var i = 1; i <= Intervals; i++)
        {
            for (var k = 1; k <= Parts; k++)
            {
                var y = (i - 1 + (double)k / Parts) / Intervals;
                var (w, dy) = (width(Math.Min(y, 1)), 1.0 / Intervals / Parts);
                area += (before + w) / 2 * dy;
                perimeter += 2 * Math.Sqrt(dy * dy + (w - before) * (w - before) / 4);
                before = w;
            }
            var depth = (double)i / Intervals;
            if (i == Intervals && isClosed) perimeter += before; // The lid wets when full.
            Set(rows, i, area, isClosed && depth > CrownCutoff ? cutWidth : before, area / perimeter);
        }
        Array.Copy(rows, Intervals * Columns, rows, (Intervals + 1) * Columns, Columns);
        return new SectionTable(rows, isClosed);
    }

    private static void Set(double[] rows, int i, double area, double width, double radius)
    {
        rows[i * Columns] = area;
        rows[i * Columns + 1] = width;
        rows[i * Columns + 2] = Math.Pow(radius, 4.0 / 3);
        rows[i * Columns + 3] = area * Math.Pow(radius, 2.0 / 3);
    }

    /// <summary>A·√(A/W): critical flow over √g (Chow 1959, §4-1).</summary>
    private static double Critical(double[] rows, int i) =>
        rows[i * Columns + 1] > 0 ? rows[i * Columns] * Math.Sqrt(rows[i * Columns] / rows[i * Columns + 1]) : 0;

    private static double[] Invert(Func<int, double> factor, int top)
    {
        var depths = new double[InverseIntervals + 2];
        var (greatest, at) = (factor(top), 0);
        for (var k = 0; k <= InverseIntervals; k++)
        {
            var wanted = Math.Pow((double)k / InverseIntervals, 2) * greatest;
            while (at < top && factor(at + 1) < wanted) at++;
            var (low, high) = (factor(at), factor(Math.Min(at + 1, top)));
            depths[k] = (at + (high > low ? Math.Clamp((wanted - low) / (high - low), 0, 1) : 0)) / Intervals;
        }
        depths[InverseIntervals + 1] = depths[InverseIntervals];
        return depths;
    }
}
