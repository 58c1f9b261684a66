using System.Globalization;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[EVAPORATION] of a run, and [TIMESERIES] of its external inflows and outfall stages.</summary>
internal static class SeriesTables
{
    private const string EvaporationSeries = "evaporation", RecoveryPattern = "evaporation_recovery";

    public static string NameOf(ExternalInflow inflow) => inflow.Name ?? $"inflow_{inflow.Node}";

    public static void Evaporation(SwmmWriter writer, Network network, Evaporation evaporation)
    {
        if (evaporation.IsNone) return;
        writer.Section("EVAPORATION");
        if (evaporation.Series is not null) writer.Line("TIMESERIES", EvaporationSeries);
        else if (evaporation.Monthly is { } monthly) writer.Line(["MONTHLY", .. monthly.Select(m => (object)m)]);
        else writer.Line("CONSTANT", evaporation.Constant);
        if (evaporation.IsDryOnly) writer.Line("DRY_ONLY", true);
        if (evaporation.Recovery is null) return;
        writer.Line("RECOVERY", RecoveryPattern);
        if (network.Patterns.ContainsKey(RecoveryPattern)) return; // It came with the network.
        writer.Section("PATTERNS");
        writer.Line([RecoveryPattern, "MONTHLY", .. evaporation.Recovery.Select(m => (object)m)]);
    }

    /// <summary>Behind the series of gauges.</summary>
    public static void Write(SwmmWriter writer, Network network, SimulationInput? input)
    {
        if (input is null) return;
        foreach (var inflow in input.Inflows.DistinctBy(NameOf, StringComparer.OrdinalIgnoreCase)) Write(writer, NameOf(inflow), inflow.Series);
        foreach (var node in network.Nodes)
            if (input.Stages.TryGetValue(node.LocalId, out var stage)) Write(writer, node.Attributes.GetValueOrDefault("StageData", "*"), stage);
        if (input.Evaporation.Series is { } evaporation) Write(writer, EvaporationSeries, evaporation);
    }

    private static void Write(SwmmWriter writer, string name, TimeSeries series)
    {
        foreach (var (at, value) in series.Entries)
            writer.Line(name, at.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture), at.ToString("HH:mm:ss", CultureInfo.InvariantCulture), value);
    }
}
