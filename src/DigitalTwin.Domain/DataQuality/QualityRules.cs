using System.Text.Json;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.DataQuality;

/// <summary>How a mark counts towards a day's validity.</summary>
public enum Validity : byte
{
    /// <summary>Nothing came.</summary>
    Missing = 0,
    /// <summary>Nothing is expected of this span: stopped, or being calibrated.</summary>
    Excluded = 1,
    Invalid = 2,
    Valid = 3,
}

/// <summary>One mark as people see it. <see cref="Letter"/> is the data flag of HJ 212 that it keeps.</summary>
public sealed record QualityMark(Quality Code, string Id, string? Letter, string Chinese, string English, Validity Validity);

/// <summary>When a device's clock counts as off.</summary>
public readonly record struct ClockLimits(TimeSpan Ahead, TimeSpan Behind, double BehindIntervals, int SteadyReadings);

/// <summary>How readings are marked and what marks mean: <c>quality.json</c>. Immutable.</summary>
public sealed class QualityRules
{
    private readonly Dictionary<ushort, SeriesLimits> _series;
    private readonly Validity[] _validity = new Validity[256];

    public QualityRules(IReadOnlyList<QualityMark> marks, IReadOnlyDictionary<ushort, SeriesLimits> series, ClockLimits clock)
    {
        (Marks, Clock, _series) = (marks, clock, new Dictionary<ushort, SeriesLimits>(series));
        var byCode = marks.ToDictionary(m => m.Code, m => m.Validity);
        for (var q = 0; q < 256; q++)
        {
            var (flag, finding) = (((Quality)q).Flag(), ((Quality)q).Finding());
            var (byFlag, byFinding) = (byCode.GetValueOrDefault(flag, Validity.Invalid), byCode.GetValueOrDefault(finding, Validity.Invalid));
            // What is excluded stays excluded, whatever its value.
            _validity[q] = byFlag < byFinding ? byFlag : byFinding;
        }
    }

    public static QualityRules Default { get; } = Load();

    public IReadOnlyList<QualityMark> Marks { get; }
    public ClockLimits Clock { get; }
    public int GapIntervals { get; init; } = 3;
    /// <summary>Steps that must be known before one can be unusual.</summary>
    public int SpikeWarmUp { get; init; } = 8;
    public int FlatLeastReadings { get; init; } = 12;
    /// <summary>How near in time a neighbour's reading tells something.</summary>
    public TimeSpan NeighbourSpan { get; init; } = TimeSpan.FromMinutes(20);
    /// <summary>By how many of its usual steps a neighbour must have moved too.</summary>
    public double NeighbourFactor { get; init; } = 6;

    /// <summary>The limits that hold for a quantity wherever an asset has none of its own.</summary>
    public SeriesLimits Of(Quantity quantity) => _series.GetValueOrDefault(quantity.Code) ?? SeriesLimits.Range(QuantityCatalogue.Default.Of(quantity));

    public Validity ValidityOf(Quality quality) => _validity[(byte)quality];

    public QualityMark MarkOf(Quality quality) => Marks.FirstOrDefault(m => m.Code == quality.Reason()) ?? Marks[0];

    private static QualityRules Load()
    {
        using var document = EmbeddedData.Open("quality.json");
        var root = document.RootElement;
        var clock = root.GetProperty("clock");
        return new QualityRules([.. root.GetProperty("marks").EnumerateArray().Select(Mark)], root.GetProperty("series").EnumerateArray().Select(Series).ToDictionary(),
            new ClockLimits(TimeSpan.FromSeconds(clock.GetProperty("aheadSeconds").GetDouble()), TimeSpan.FromSeconds(clock.GetProperty("behindSeconds").GetDouble()),
                clock.GetProperty("behindIntervals").GetDouble(), clock.GetProperty("steadyReadings").GetInt32()))
        {
            GapIntervals = root.GetProperty("gapIntervals").GetInt32(),
            SpikeWarmUp = root.GetProperty("spikeWarmUpReadings").GetInt32(),
            FlatLeastReadings = root.GetProperty("flatLeastReadings").GetInt32(),
            NeighbourSpan = TimeSpan.FromMinutes(root.GetProperty("neighbourMinutes").GetDouble()),
            NeighbourFactor = root.GetProperty("neighbourFactor").GetDouble(),
        };
    }

    private static QualityMark Mark(JsonElement e) => new((Quality)e.GetProperty("code").GetByte(), e.GetProperty("id").GetString()!,
        e.TryGetProperty("letter", out var letter) ? letter.GetString() : null, e.GetProperty("zh").GetString()!, e.GetProperty("en").GetString()!,
        Enum.Parse<Validity>(e.GetProperty("validity").GetString()!, ignoreCase: true));

    private static KeyValuePair<ushort, SeriesLimits> Series(JsonElement e)
    {
        var name = e.GetProperty("quantity").GetString()!;
        var quantity = QuantityCatalogue.Default.Find(name) ?? throw new InvalidOperationException($"quality.json names the quantity '{name}', which quantities.json lacks.");
        var limits = new SeriesLimits(quantity.Minimum, quantity.Maximum, Number(e, "perMinute", double.NaN), Number(e, "leastStep", 0), Number(e, "spikeFactor", double.NaN),
            TimeSpan.FromHours(Number(e, "flatHours", 0)), Number(e, "flatAbove", double.NegativeInfinity));
        return limits.Fault() is { } fault ? throw new InvalidOperationException($"quality.json, {name}: {fault}.") : new(quantity.Quantity.Code, limits);
    }

    private static double Number(JsonElement e, string name, double otherwise) => e.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
}
