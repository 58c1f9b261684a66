using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Grains.Map;

/// <summary>Chooses the one value by which an asset shows itself on the map.</summary>
public static class MapFaces
{
    private const byte Stale = 1 << 3;
    private const byte Estimated = 1 << 4;

    /// <summary>By the asset's live state: what its worst symptom is about, else what its kind is known by.</summary>
    public static MapFace Of(LiveState live)
    {
        var worst = default(Symptom);
        if (live.Level != WarningLevel.None)
            foreach (var symptom in live.Symptoms)
                if (symptom.Level > worst.Level) worst = symptom;
        return Of(live.Profile, live.Latest, live.Level, live.IsStale, worst.Quantity);
    }

    /// <param name="latest">The newest reading of each quantity.</param>
    /// <param name="first">Shown if there is a reading of it; default for none.</param>
    public static MapFace Of(in AssetProfile profile, ReadOnlySpan<LiveReading> latest, WarningLevel level, bool isStale, Quantity first = default)
    {
        var shown = Choose(profile.Kind, latest, first);
        var state = (byte)((byte)level | (isStale ? Stale : 0) | (shown.Provenance is Provenance.Estimated ? Estimated : 0));
        return new MapFace(state, shown.Quantity.Code, shown.Value, Fill(profile, latest));
    }

    private static LiveReading Choose(AssetKind kind, ReadOnlySpan<LiveReading> latest, Quantity first)
    {
        foreach (var reading in latest)
            if (reading.Quantity == first && first != default) return reading;
        foreach (var wanted in KnownBy(kind))
            foreach (var reading in latest)
                if (reading.Quantity == wanted) return reading;
        return latest.IsEmpty ? default : latest[0];
    }

    private static ReadOnlySpan<Quantity> KnownBy(AssetKind kind) => kind switch
    {
        AssetKind.Manhole or AssetKind.RiverNode or AssetKind.PumpStation or AssetKind.StorageTank or AssetKind.RiverSection => LevelThenFlow,
        AssetKind.RainGauge => Rain,
        AssetKind.ReuseIntake => FlowThenPressure,
        _ => FlowThenLevel,
    };

    private static readonly Quantity[] LevelThenFlow = [Quantity.Level, Quantity.Flow];
    private static readonly Quantity[] FlowThenLevel = [Quantity.Flow, Quantity.Level];
    private static readonly Quantity[] FlowThenPressure = [Quantity.Flow, Quantity.Pressure];
    private static readonly Quantity[] Rain = [Quantity.Rainfall];

    private static short Fill(in AssetProfile profile, ReadOnlySpan<LiveReading> latest)
    {
        var full = profile.FullDepth > 0 ? profile.FullDepth : profile.CrownDepth;
        if (!(full > 0)) return -1;
        foreach (var reading in latest)
            if (reading.Quantity == Quantity.Level) return (short)Math.Clamp(Math.Round(reading.Value / full * 1000), 0, 2000);
        return -1;
    }
}
