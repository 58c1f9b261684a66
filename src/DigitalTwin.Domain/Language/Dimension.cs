namespace DigitalTwin.Domain.Language;

/// <summary>What a number measures, so that a level is not compared with a flow: a product of powers of base measures.</summary>
/// <remarks>
/// Powers are kept as digits of one number (32 to the place of the base), so that multiplying measures adds two numbers. A base is whatever
/// the canonical units keep apart: mg/L is g/m³ and fits m³/s, while rain in mm/h does not fit m/s.
/// </remarks>
public readonly record struct Dimension
{
    private static readonly Int128 BareCode = Int128.MinValue;
    private readonly Int128 _code;

    private Dimension(Int128 code) => _code = code;

    /// <summary>A bare number as it was typed: fits everything, read in the canonical unit of what it meets.</summary>
    public static Dimension Any { get; } = new(BareCode);
    /// <summary>A share or count: no measure is left.</summary>
    public static Dimension One { get; }
    public static Dimension Length { get; } = Base(0);
    /// <summary>A span of time, s.</summary>
    public static Dimension Time { get; } = Base(1);
    public static Dimension Flow { get; } = Length * Length * Length / Time;
    public static Dimension Velocity { get; } = Length / Time;
    public static Dimension Volume { get; } = Length * Length * Length;
    private static Dimension Mass { get; } = Base(2);
    public static Dimension Pressure { get; } = Mass / Length / Time / Time;
    public static Dimension Power { get; } = Mass * Length * Length / Time / Time / Time;
    public static Dimension Energy { get; } = Power * Time;
    private static Dimension Matter { get; } = Base(3);
    public static Dimension Concentration { get; } = Matter / Volume;
    /// <summary>Flow times concentration, g/s.</summary>
    public static Dimension Load { get; } = Matter / Time;
    public static Dimension RainIntensity { get; } = Base(4);
    public static Dimension Temperature { get; } = Base(5);
    public static Dimension Conductivity { get; } = Base(6);
    public static Dimension Turbidity { get; } = Base(7);
    public static Dimension Acidity { get; } = Base(8);
    /// <summary>A point in time, Unix ms.</summary>
    public static Dimension Instant { get; } = Base(9);
    /// <summary>Degrees of longitude or latitude.</summary>
    public static Dimension Angle { get; } = Base(10);
    public static Dimension Current { get; } = Base(11);
    public static Dimension Redox { get; } = Base(12);
    public static Dimension SludgeIndex { get; } = Base(13);
    public static Dimension Organisms { get; } = Base(14);
    public static Dimension GasConcentration { get; } = Base(15);
    public static Dimension DryContent { get; } = Base(16);
    public static Dimension HeatingValue { get; } = Base(17);
    public static Dimension Dose { get; } = Base(18);

    private static readonly Dictionary<string, Dimension> OfUnit = new(StringComparer.Ordinal)
    {
        ["m"] = Length, ["s"] = Time, ["m3/s"] = Flow, ["m/s"] = Velocity, ["m3"] = Volume, ["Pa"] = Pressure, ["W"] = Power, ["J"] = Energy, ["mm/h"] = RainIntensity,
        ["mg/L"] = Concentration, ["g/s"] = Load, ["degC"] = Temperature, ["uS/cm"] = Conductivity, ["NTU"] = Turbidity, ["pH"] = Acidity, ["A"] = Current, ["mV"] = Redox,
        ["mL/g"] = SludgeIndex, ["1/L"] = Organisms, ["mg/m3"] = GasConcentration, ["mg/kg"] = DryContent, ["J/kg"] = HeatingValue, ["mJ/cm2"] = Dose,
    };

    private static readonly Dictionary<Dimension, (Wording Name, string Unit)> Names = new()
    {
        [One] = (new("比值或个数", "share or count"), ""), [Length] = (new("长度", "length"), "m"), [Time] = (new("时长", "time"), "s"), [Flow] = (new("流量", "flow"), "m3/s"),
        [Velocity] = (new("速度", "velocity"), "m/s"), [Volume] = (new("体积", "volume"), "m3"), [Pressure] = (new("压力", "pressure"), "Pa"), [Power] = (new("功率", "power"), "W"),
        [Energy] = (new("能量", "energy"), "J"), [Concentration] = (new("浓度", "concentration"), "mg/L"), [Load] = (new("负荷", "load"), "g/s"), [RainIntensity] = (new("雨强", "rain intensity"), "mm/h"),
        [Temperature] = (new("温度", "temperature"), "degC"), [Conductivity] = (new("电导率", "conductivity"), "uS/cm"), [Turbidity] = (new("浊度", "turbidity"), "NTU"), [Acidity] = (new("pH", "acidity"), "pH"),
        [Instant] = (new("时刻", "instant"), ""), [Angle] = (new("角度", "angle"), "°"), [Current] = (new("电流", "current"), "A"), [Redox] = (new("氧化还原电位", "redox potential"), "mV"),
        [SludgeIndex] = (new("污泥指数", "sludge index"), "mL/g"), [Organisms] = (new("菌群数", "organisms"), "1/L"), [GasConcentration] = (new("气体浓度", "gas concentration"), "mg/m3"),
        [DryContent] = (new("干基含量", "content of dry matter"), "mg/kg"), [HeatingValue] = (new("热值", "heating value"), "J/kg"), [Dose] = (new("剂量", "dose"), "mJ/cm2"),
    };

    public bool IsBare => _code == BareCode;
    /// <summary>Whether it has a name of its own; else it is a product or quotient such as m/s².</summary>
    public bool IsNamed => IsBare || Names.ContainsKey(this);

    /// <summary>The dimension of a canonical unit of quantities.json; a unit that is not known fits everything.</summary>
    public static Dimension Of(string canonicalUnit) => OfUnit.GetValueOrDefault(canonicalUnit, Any);

    public static Dimension operator *(Dimension a, Dimension b) => a.IsBare ? b : b.IsBare ? a : new(a._code + b._code);
    public static Dimension operator /(Dimension a, Dimension b) => b.IsBare ? a : a.IsBare ? new(-b._code) : new(a._code - b._code);

    /// <summary>Whether two can be compared or added.</summary>
    public bool Fits(Dimension other) => IsBare || other.IsBare || this == other;

    public Wording Name
    {
        get
        {
            if (IsBare) return new("数", "number");
            if (Names.TryGetValue(this, out var known)) return known.Name;
            foreach (var (of, (name, _)) in Names)
                if (of / Time == this) return new($"{name.Chinese}的变化率", $"{name.English} per time");
            return new("复合量", "compound measure");
        }
    }

    /// <summary>The canonical unit, empty where there is none to name.</summary>
    public string Unit
    {
        get
        {
            if (IsBare) return "";
            if (Names.TryGetValue(this, out var known)) return known.Unit;
            foreach (var (of, (_, unit)) in Names)
                if (unit.Length > 0 && of / Time == this) return $"{unit}/s";
            return "";
        }
    }

    public override string ToString() => Name.English;

    private static Dimension Base(int place) => new((Int128)1 << (5 * place));
}
