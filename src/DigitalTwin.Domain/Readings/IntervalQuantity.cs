namespace DigitalTwin.Domain.Readings;

/// <summary>The spans over which a device computes statistics itself. In codes; never renumber.</summary>
public enum ReportedSpan : byte
{
    /// <summary>Ten minutes, or whatever the device is set to: CN 2051.</summary>
    Minutes = 1,
    /// <summary>CN 2061.</summary>
    Hour = 2,
    /// <summary>CN 2031.</summary>
    Day = 3,
}

/// <summary>What a device computed over a span. In codes; never renumber.</summary>
public enum ReportedStatistic : byte
{
    Mean = 0,
    Minimum = 1,
    Maximum = 2,
    /// <summary>What went by: volume of a flow in m³, load of a pollutant in kg.</summary>
    Total = 3,
}

/// <summary>A statistic that a device computed over a span is a quantity of its own beside the one it is of: <c>cod.hourMean</c> beside <c>cod</c>.</summary>
/// <remarks>
/// Not the same series, since both bear the same times (a span is known by its start) and one would hide the other.
/// The code is arithmetic, so nothing needs to be registered: quantities below 1000 have theirs from 1000 on, sixteen places each;
/// learned ones have codes from 20000 on in steps of sixteen, and theirs behind them.
/// </remarks>
public readonly record struct IntervalQuantity(Quantity Base, ReportedSpan Span, ReportedStatistic Statistic)
{
    public const ushort FirstLearned = 20_000;
    public const int Places = 16;
    private const ushort FirstDerived = 1000;

    private static readonly string[] Suffixes = [.. All.Select(v => $"{Lower(v.Span)}{v.Statistic}")];

    private static IEnumerable<(ReportedSpan Span, ReportedStatistic Statistic)> All =>
        from span in Enum.GetValues<ReportedSpan>() from statistic in Enum.GetValues<ReportedStatistic>() select (span, statistic);

    private int Place => (int)Span * 4 + (int)Statistic;

    /// <exception cref="ArgumentException">The base is such a statistic itself.</exception>
    public Quantity Quantity => CanBeBase(Base) ? new Quantity((ushort)((Base.Code < FirstDerived ? FirstDerived + Base.Code * Places : Base.Code) + Place))
        : throw new ArgumentException($"Quantity {Base.Code} is a statistic itself.");

    /// <summary>As it stands behind the base's name and a dot: <c>hourMean</c>.</summary>
    public string Suffix => Suffixes[Place - 4];

    /// <summary>Null where the quantity is no such statistic.</summary>
    public static IntervalQuantity? Of(Quantity quantity)
    {
        int code = quantity.Code, place;
        if (code is >= FirstDerived + Places and < FirstDerived * (Places + 1)) (code, place) = ((code - FirstDerived) / Places, (code - FirstDerived) % Places);
        else if (code >= FirstLearned) (code, place) = (code - (code - FirstLearned) % Places, (code - FirstLearned) % Places);
        else return null;
        return place < 4 ? null : new IntervalQuantity(new Quantity((ushort)code), (ReportedSpan)(place / 4), (ReportedStatistic)(place % 4));
    }

    /// <summary>Splits <c>cod.hourMean</c>; null where the name does not end like that.</summary>
    public static (string Base, ReportedSpan Span, ReportedStatistic Statistic)? Parse(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot < 1) return null;
        var at = Array.FindIndex(Suffixes, s => name.AsSpan(dot + 1).Equals(s, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : (name[..dot], (ReportedSpan)(at / 4 + 1), (ReportedStatistic)(at % 4));
    }

    /// <summary>What the catalogue says of it, from what it says of its base.</summary>
    internal QuantityDefinition Define(QuantityDefinition of)
    {
        var (zhSpan, enSpan) = Span switch { ReportedSpan.Minutes => ("分钟", "minutes'"), ReportedSpan.Hour => ("小时", "hour's"), _ => ("日", "day's") };
        var (zh, en) = Statistic switch { ReportedStatistic.Mean => ("均值", "mean"), ReportedStatistic.Minimum => ("最小值", "minimum"), ReportedStatistic.Maximum => ("最大值", "maximum"), _ => ("累计", "total") };
        var isTotal = Statistic == ReportedStatistic.Total;
        return new QuantityDefinition(Quantity, $"{of.Name}.{Suffix}", isTotal ? TotalUnit(of.Unit) : of.Unit,
            isTotal ? double.NegativeInfinity : of.Minimum, isTotal ? double.PositiveInfinity : of.Maximum, $"{of.Chinese}({zhSpan}{zh})", $"{of.English} ({enSpan} {en})", []);
    }

    /// <summary>Whether it may have statistics: a quantity of the catalogue, or a learned one.</summary>
    public static bool CanBeBase(Quantity quantity) => quantity.Code < FirstDerived || (quantity.Code >= FirstLearned && (quantity.Code - FirstLearned) % Places == 0);

    private static string TotalUnit(string unit) => unit switch { "m3/s" => "m3", "mg/L" => "kg", _ => "" };

    private static string Lower(ReportedSpan span) => span.ToString().ToLowerInvariant();
}
