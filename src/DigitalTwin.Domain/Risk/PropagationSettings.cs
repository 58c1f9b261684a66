using System.Collections.Frozen;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Risk;

/// <summary>How symptoms are carried and warnings graded; each number with its source in <c>propagation.json</c>.</summary>
public sealed record PropagationSettings
{
    /// <summary>1/s at the water's temperature; a quantity not in it does not decay.</summary>
    public required FrozenDictionary<Quantity, double> Decay { get; init; }
    /// <summary>Share of a substance that a treatment plant lets through; a quantity not in it passes whole.</summary>
    public required FrozenDictionary<Quantity, double> PlantPass { get; init; }
    public required double MatterStopFraction { get; init; }
    public required double SewageStopShare { get; init; }
    public required double FrontQuantile { get; init; }
    /// <summary>Level of an effect by concentration over limit, highest first.</summary>
    public required (WarningLevel Level, double Fraction)[] MatterLevels { get; init; }
    public required double WaveLoadedRatio { get; init; }
    public required double WaveStopRatio { get; init; }
    public required double WavePeakFactor { get; init; }
    public required double ExcessShare { get; init; }
    public required double LeastExcessShare { get; init; }
    public required double UnknownRise { get; init; }
    public required int MaximumBackwaterNodes { get; init; }
    public required int MaximumEffects { get; init; }
    public required FrozenSet<AssetKind> Notable { get; init; }
    public required double MaterialValueShare { get; init; }
    public required double MaterialArrivalShare { get; init; }
    public required TimeSpan MaterialArrival { get; init; }
    public required Escalation[] Escalations { get; init; }
    public required ExpectationSettings Expected { get; init; }

    public static PropagationSettings Default { get; } = LoadEmbedded();

    /// <summary>1/s; 0 for what does not decay.</summary>
    public double DecayOf(Quantity quantity) => Decay.GetValueOrDefault(quantity);

    /// <summary>0–1; 1 for what treatment does not hold back.</summary>
    public double PlantPassOf(Quantity quantity) => PlantPass.GetValueOrDefault(quantity, 1);

    public WarningLevel MatterLevel(double fractionOfLimit)
    {
        foreach (var (level, fraction) in MatterLevels)
            if (fractionOfLimit >= fraction) return level;
        return WarningLevel.None;
    }

    private static PropagationSettings LoadEmbedded()
    {
        using var document = EmbeddedData.Open("propagation.json");
        var root = document.RootElement;
        JsonElement matter = root.GetProperty("matter"), wave = root.GetProperty("wave"), backwater = root.GetProperty("backwater"), warning = root.GetProperty("warning");
        var material = warning.GetProperty("material");
        return new PropagationSettings
        {
            Decay = Rates(root.GetProperty("decay")),
            PlantPass = matter.GetProperty("plantPass").EnumerateArray().ToFrozenDictionary(e => LimitReader.Quantity(e.GetProperty("quantity")), e => e.GetProperty("value").GetDouble()),
            MatterStopFraction = Value(matter, "stopFraction"),
            SewageStopShare = Value(matter, "sewageStopShare"),
            FrontQuantile = Value(matter, "frontQuantile"),
            MatterLevels = [.. matter.GetProperty("levels").EnumerateArray().Select(e => (Level(e, "level"), e.GetProperty("fraction").GetDouble())).OrderByDescending(l => l.Item2)],
            WaveLoadedRatio = Value(wave, "loadedRatio"),
            WaveStopRatio = Value(wave, "stopRatio"),
            WavePeakFactor = Value(wave, "peakFactor"),
            ExcessShare = Value(backwater, "excessShare"),
            LeastExcessShare = Value(backwater, "leastExcessShare"),
            UnknownRise = Value(backwater, "unknownRise"),
            MaximumBackwaterNodes = (int)Value(backwater, "maximumNodes"),
            MaximumEffects = warning.GetProperty("maximumEffects").GetInt32(),
            Notable = warning.GetProperty("notable").EnumerateArray().Select(LimitReader.Kind).ToFrozenSet(),
            MaterialValueShare = material.GetProperty("valueShare").GetDouble(),
            MaterialArrivalShare = material.GetProperty("arrivalShare").GetDouble(),
            MaterialArrival = TimeSpan.FromSeconds(material.GetProperty("arrivalSeconds").GetDouble()),
            Expected = Expectations(warning.GetProperty("expected")),
            Escalations = [.. warning.GetProperty("escalation").EnumerateArray().Select(e => new Escalation(
                [.. e.GetProperty("kinds").EnumerateArray().Select(LimitReader.Kind)], TimeSpan.FromMinutes(e.GetProperty("withinMinutes").GetDouble()),
                Level(e, "effectAtLeast"), Level(e, "raiseTo")))],
        };
    }

    private static ExpectationSettings Expectations(JsonElement e) => new(Value(e, "arm"), Value(e, "clear"), Value(e, "materialProbability"), TimeSpan.FromSeconds(Value(e, "materialShiftSeconds")),
        e.GetProperty("leastLevels").EnumerateArray().ToDictionary(l => Enum.Parse<SymptomKind>(l.GetProperty("kind").GetString()!, ignoreCase: true), l => Level(l, "level")));

    private static FrozenDictionary<Quantity, double> Rates(JsonElement decay)
    {
        var factor = Math.Pow(decay.GetProperty("temperatureFactor").GetDouble(), decay.GetProperty("temperatureCelsius").GetDouble() - 20);
        return decay.GetProperty("perDay").EnumerateArray().ToFrozenDictionary(e => LimitReader.Quantity(e.GetProperty("quantity")), e => e.GetProperty("value").GetDouble() * factor / 86_400);
    }

    private static double Value(JsonElement e, string name) => e.GetProperty(name).GetProperty("value").GetDouble();
    private static WarningLevel Level(JsonElement e, string name) => Enum.Parse<WarningLevel>(e.GetProperty(name).GetString()!, ignoreCase: true);
}

/// <summary>A warning that will hit one of these kinds so soon and so hard is at least this grave.</summary>
public sealed record Escalation(AssetKind[] Kinds, TimeSpan Within, WarningLevel EffectAtLeast, WarningLevel RaiseTo);
