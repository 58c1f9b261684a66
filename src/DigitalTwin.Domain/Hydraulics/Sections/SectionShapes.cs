using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Sections;

/// <summary>Makes section tables from a network's cross-sections; sections of one proportion share one table.</summary>
/// <remarks>
/// Circle, rectangle and trapezoid are exact; the egg is the standard 2:3 of four arcs; a custom shape follows its curve of width over height,
/// its walls straight between points. Arch and shapes without a table stand as an ellipse of their height and width.
/// </remarks>
public sealed class SectionShapes(IReadOnlyDictionary<string, Curve> curves)
{
    private readonly Dictionary<string, SectionTable> _tables = [];

    public IReadOnlyCollection<SectionTable> Tables => _tables.Values;

    /// <summary>Null, and why, where the section has no usable size or curve.</summary>
    public SectionTable? Of(CrossSection section, out Fault why)
    {
        why = default;
        if (!(section.Height > 0) || !double.IsFinite(section.Height))
        {
            why = new(FormattableString.Invariant($"has a section of height {section.Height} m; expected more than 0"), FormattableString.Invariant($"断面高度为 {section.Height} m，应大于 0"));
            return null;
        }
        var ratio = section.Width > 0 ? section.Width / section.Height : 1;
        return section.Shape switch
        {
            SectionShape.Circular => Table("circle", () => SectionTable.Build(Ellipse(1), true)),
            SectionShape.Egg => Table("egg", () => SectionTable.Build(Egg, true)),
            SectionShape.RectangularClosed => Table($"box {ratio:R}", () => SectionTable.Build(_ => ratio, true)),
            SectionShape.RectangularOpen => Table($"flume {ratio:R}", () => SectionTable.Build(_ => ratio, false)),
            SectionShape.Trapezoidal => Trapezoid(section, out why),
            SectionShape.Custom => Custom(section, out why),
            SectionShape.None => No("has no cross-section", "没有断面", out why),
            _ => Table($"ellipse {ratio:R}", () => SectionTable.Build(Ellipse(ratio), true)),
        };
    }

    private SectionTable Table(string key, Func<SectionTable> make) =>
        _tables.TryGetValue(key, out var table) ? table : _tables[key] = make();

    private static SectionTable? No(string en, string zh, out Fault why)
    {
        why = new(en, zh);
        return null;
    }

    private SectionTable? Trapezoid(CrossSection section, out Fault why)
    {
        var (bottom, slopes) = (section.Width / section.Height, section.SideSlope1 + section.SideSlope2);
        if (!(bottom + slopes > 0)) return No("is a trapezoid without bottom and side slopes", "为梯形断面，但底宽和边坡均缺失", out why);
        why = default;
        return Table($"trapezoid {bottom:R} {slopes:R}", () => SectionTable.Build(y => bottom + slopes * y, false));
    }

    private SectionTable? Custom(CrossSection section, out Fault why)
    {
        why = default;
        if (section.Curve is not { } name || !curves.TryGetValue(name, out var curve) || curve.X.Count < 2 || !(curve.Y.Max() > 0))
            return No($"has no usable shape curve '{section.Curve}'", $"断面形状曲线“{section.Curve}”不可用", out why);
        return Table($"custom {name}", () => SectionTable.Build(y => WidthAt(curve, y), true));
    }

    private static double WidthAt(Curve curve, double height)
    {
        for (var i = 1; i < curve.X.Count; i++)
        {
            if (curve.X[i] < height && i < curve.X.Count - 1) continue;
            var step = curve.X[i] - curve.X[i - 1];
            var share = step > 0 ? Math.Clamp((height - curve.X[i - 1]) / step, 0, 1) : 1;
            return Math.Max(0, curve.Y[i - 1] + share * (curve.Y[i] - curve.Y[i - 1]));
        }
        return 0;
    }

    private static Func<double, double> Ellipse(double ratio) => y => 2 * ratio * Math.Sqrt(Math.Max(0, y * (1 - y)));

    /// <summary>r = a third of the height: crown r about 2r, walls 3r about 2r, invert r/2 about r/2.</summary>
    private static double Egg(double y)
    {
        var u = 3 * y; // In units of r.
        return u switch
        {
            < 0.2 => 2 * Math.Sqrt(Math.Max(0, 0.25 - (u - 0.5) * (u - 0.5))),
            <= 2 => 2 * (Math.Sqrt(9 - (2 - u) * (2 - u)) - 2),
            _ => 2 * Math.Sqrt(Math.Max(0, 1 - (u - 2) * (u - 2))),
        } / 3;
    }
}

/// <summary>Why a section cannot be used, in both languages, to follow the asset's id.</summary>
public readonly record struct Fault(string En, string Zh);
