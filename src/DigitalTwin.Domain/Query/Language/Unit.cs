namespace DigitalTwin.Domain.Query.Language;

/// <summary>What a number measures, so that a level is not compared with a flow.</summary>
public enum Dimension : byte
{
    /// <summary>A bare number: fits everything, read in the canonical unit of what it meets.</summary>
    Any,
    /// <summary>A product or quotient of two measures; not checked further.</summary>
    Derived,
    Length, Flow, Velocity, Pressure, RainIntensity, Power, Volume, Concentration, Temperature, Conductivity, Turbidity, Acidity,
    /// <summary>A span of time, s.</summary>
    Time,
    /// <summary>A point in time, Unix ms.</summary>
    Instant,
    /// <summary>Degrees of longitude or latitude.</summary>
    Angle,
}

/// <summary>A unit that may follow a number, with its factor to the canonical unit of its dimension (that of quantities.json).</summary>
internal sealed record Unit(string Name, Dimension Dimension, double Factor)
{
    // Longest first, so that mm/h is not read as mm.
    private static readonly Unit[] All = new Unit[]
    {
        new("mm", Dimension.Length, 1e-3), new("cm", Dimension.Length, 1e-2), new("m", Dimension.Length, 1), new("km", Dimension.Length, 1e3),
        new("m3/s", Dimension.Flow, 1), new("m³/s", Dimension.Flow, 1), new("m3/h", Dimension.Flow, 1 / 3600.0), new("m³/h", Dimension.Flow, 1 / 3600.0),
        new("m3/d", Dimension.Flow, 1 / 86400.0), new("m³/d", Dimension.Flow, 1 / 86400.0), new("L/s", Dimension.Flow, 1e-3), new("l/s", Dimension.Flow, 1e-3),
        new("m/s", Dimension.Velocity, 1), new("cm/s", Dimension.Velocity, 1e-2),
        new("Pa", Dimension.Pressure, 1), new("kPa", Dimension.Pressure, 1e3), new("MPa", Dimension.Pressure, 1e6), new("bar", Dimension.Pressure, 1e5),
        new("mm/h", Dimension.RainIntensity, 1), new("mm/min", Dimension.RainIntensity, 60),
        new("W", Dimension.Power, 1), new("kW", Dimension.Power, 1e3), new("MW", Dimension.Power, 1e6),
        new("m3", Dimension.Volume, 1), new("m³", Dimension.Volume, 1), new("L", Dimension.Volume, 1e-3),
        new("mg/L", Dimension.Concentration, 1), new("mg/l", Dimension.Concentration, 1), new("g/m3", Dimension.Concentration, 1),
        new("g/L", Dimension.Concentration, 1e3), new("µg/L", Dimension.Concentration, 1e-3), new("ug/L", Dimension.Concentration, 1e-3),
        new("°C", Dimension.Temperature, 1), new("degC", Dimension.Temperature, 1),
        new("µS/cm", Dimension.Conductivity, 1), new("uS/cm", Dimension.Conductivity, 1), new("mS/cm", Dimension.Conductivity, 1e3),
        new("NTU", Dimension.Turbidity, 1), new("pH", Dimension.Acidity, 1),
        new("s", Dimension.Time, 1), new("min", Dimension.Time, 60), new("h", Dimension.Time, 3600), new("d", Dimension.Time, 86400),
        new("°", Dimension.Angle, 1), new("deg", Dimension.Angle, 1), new("%", Dimension.Any, 0.01),
    }.OrderByDescending(u => u.Name.Length).ToArray();

    /// <summary>Divides where the factor is a simple fraction, so that 300 mm is exactly the 0.3 m of the data.</summary>
    public double ToCanonical(double value) => Factor < 1 && Math.Round(1 / Factor) is var divisor && Math.Abs(1 / Factor - divisor) < 1e-9 ? value / divisor : value * Factor;

    /// <summary>The longest unit that the text starts with and that ends there; null for none.</summary>
    public static Unit? Longest(ReadOnlySpan<char> text)
    {
        foreach (var unit in All)
        {
            if (!text.StartsWith(unit.Name)) continue;
            var rest = text[unit.Name.Length..];
            if (rest.Length == 0 || !(char.IsLetterOrDigit(rest[0]) || rest[0] == '_') || !char.IsLetter(unit.Name[^1]) && !char.IsDigit(unit.Name[^1])) return unit;
        }
        return null;
    }

    /// <summary>The dimension of a quantity's canonical unit.</summary>
    public static Dimension Of(string canonicalUnit) => All.FirstOrDefault(u => u.Name == canonicalUnit && u.Factor == 1)?.Dimension ?? Dimension.Any;
}
