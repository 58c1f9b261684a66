using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[JUNCTIONS] [OUTFALLS] [STORAGE] [DIVIDERS] [DWF] [INFLOWS] of a network.</summary>
internal static class ExportedNodes
{
    public static void Write(SwmmWriter writer, Network network, SimulationInput? input)
    {
        writer.Section("JUNCTIONS");
        foreach (var n in network.Nodes.Where(n => !IsEnd(n) && !IsTank(n) && !IsDivider(n))) writer.Line(n.LocalId, n.InvertElevation, n.FullDepth, Of(n, "InitDepth"), Of(n, "SurDepth"), Of(n, "Aponded"));
        writer.Section("OUTFALLS");
        foreach (var n in network.Nodes.Where(IsEnd)) writer.Line([.. Outfall(n)]);
        writer.Section("STORAGE");
        foreach (var n in network.Nodes.Where(IsTank))
        {
            if (n.StorageCurve is { } curve) writer.Line(n.LocalId, n.InvertElevation, n.FullDepth, Of(n, "InitDepth"), "TABULAR", curve);
            else writer.Line(n.LocalId, n.InvertElevation, n.FullDepth, Of(n, "InitDepth"), "FUNCTIONAL", 0, 0, n.StorageArea);
        }
        writer.Section("DIVIDERS");
        foreach (var n in network.Nodes.Where(IsDivider))
            writer.Line([n.LocalId, n.InvertElevation, Of(n, "DividerLink"), Of(n, "DividerType"), .. n.Attributes.GetValueOrDefault("DividerData", "").Split(' ', StringSplitOptions.RemoveEmptyEntries), n.FullDepth, Of(n, "InitDepth"), Of(n, "SurDepth"), Of(n, "Aponded")]);
        Inflows(writer, network, input?.Inflows.ToLookup(i => i.Node, StringComparer.OrdinalIgnoreCase));
    }

    private static List<object> Outfall(NetworkNode node)
    {
        var type = node.Attributes.GetValueOrDefault("Type", "FREE");
        List<object> fields = [node.LocalId, node.InvertElevation, type];
        if (type is "FIXED") fields.Add(Of(node, "Stage"));
        else if (type is "TIDAL" or "TIMESERIES") fields.Add(node.Attributes.GetValueOrDefault("StageData", "*"));
        var routed = node.Attributes.GetValueOrDefault("RouteTo");
        if (node.Attributes.TryGetValue("Gated", out var gated) || routed is not null) fields.Add(gated ?? "NO");
        if (routed is not null) fields.Add(routed);
        return fields;
    }

    private static void Inflows(SwmmWriter writer, Network network, ILookup<string, ExternalInflow>? series)
    {
        writer.Section("DWF");
        foreach (var n in network.Nodes)
        {
            string[] patterns = n.Attributes.TryGetValue("DwfPatterns", out var several) ? several.Split(' ') : n.DryWeatherPattern is { } one ? [one] : [];
            if (n.DryWeatherInflow != 0 || patterns.Length > 0) writer.Line([n.LocalId, "FLOW", n.DryWeatherInflow, .. patterns]);
            foreach (var (name, value) in n.Attributes.Where(a => a.Key.StartsWith("Dwf ", StringComparison.Ordinal))) writer.Line(n.LocalId, name["Dwf ".Length..], value);
        }
        writer.Section("INFLOWS");
        foreach (var n in network.Nodes)
        {
            var (baseline, pattern) = (Of(n, DryWeatherFlow.Baseline), n.Attributes.GetValueOrDefault(DryWeatherFlow.BaselinePattern));
            foreach (var inflow in series?[n.LocalId] ?? [])
            {
                writer.Line([n.LocalId, "FLOW", SeriesTables.NameOf(inflow), "FLOW", 1, inflow.Scale, baseline, .. pattern is null ? Array.Empty<object>() : [pattern]]);
                (baseline, pattern) = ("0", null);
            }
            if (baseline != "0") writer.Line([n.LocalId, "FLOW", "", "FLOW", 1, 1, baseline, .. pattern is null ? Array.Empty<object>() : [pattern]]);
            foreach (var (name, value) in n.Attributes)
            {
                if (name == "Inflow series FLOW" && series is not null && series[n.LocalId].Any()) continue;
                if (name.StartsWith("Inflow series ", StringComparison.Ordinal)) writer.Raw($"; {n.LocalId}: series {value} of {name["Inflow series ".Length..]} is no part of the network.");
                else if (name.StartsWith("Inflow ", StringComparison.Ordinal)) writer.Line(n.LocalId, name["Inflow ".Length..], "", "CONCEN", 1, 1, value);
            }
        }
    }

    private static bool IsEnd(NetworkNode n) => n.Kind is AssetKind.Outfall or AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant;
    private static bool IsTank(NetworkNode n) => n.Kind == AssetKind.StorageTank;
    private static bool IsDivider(NetworkNode n) => !IsEnd(n) && !IsTank(n) && n.Attributes.ContainsKey("DividerType");
    private static string Of(NetworkNode n, string name) => n.Attributes.GetValueOrDefault(name, "0");
}
