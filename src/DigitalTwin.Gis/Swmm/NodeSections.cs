using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Swmm;

/// <summary>[JUNCTIONS] [OUTFALLS] [STORAGE] [DIVIDERS] [TAGS of nodes]</summary>
internal static class NodeSections
{
    public static void Read(SwmmFile file)
    {
        var (rows, length) = (file.Rows, file.Units.Length);
        foreach (var line in file.Document["JUNCTIONS"])
        {
            if (Add(file, line, AssetKind.Manhole) is not { } node) continue;
            node.FullDepth = Depth(file, line, 2, "MaxDepth");
            Keep(file, node, line, 3, "InitDepth", length);
            Keep(file, node, line, 4, "SurDepth", length);
            Keep(file, node, line, 5, "Aponded", file.Units.SmallArea);
        }
        foreach (var line in file.Document["OUTFALLS"])
        {
            if (Add(file, line, AssetKind.Outfall) is not { } node) continue;
            node.Attributes["Type"] = line.Has(2) ? line[2].ToUpperInvariant() : "FREE";
            var hasStage = node.Attributes["Type"] is "FIXED" or "TIDAL" or "TIMESERIES";
            if (node.Attributes["Type"] == "FIXED") Keep(file, node, line, 3, "Stage", length);
            else if (hasStage && line.Has(3)) node.Attributes["StageData"] = line[3];
            // The column layout leaves stage data blank, so the gate may stand one field earlier.
            var gate = hasStage ? 4 : line[3].ToUpperInvariant() is "YES" or "NO" ? 3 : 4;
            if (line.Has(gate)) node.Attributes["Gated"] = line[gate].ToUpperInvariant();
            if (line.Has(gate + 1)) node.Attributes["RouteTo"] = line[gate + 1];
        }
        foreach (var line in file.Document["STORAGE"])
        {
            if (Add(file, line, AssetKind.StorageTank) is not { } node) continue;
            node.FullDepth = Depth(file, line, 2, "MaxDepth");
            Keep(file, node, line, 3, "InitDepth", length);
            StorageShapes.Read(file, node, line);
        }
        foreach (var line in file.Document["DIVIDERS"])
        {
            if (Add(file, line, AssetKind.Manhole) is not { } node) continue;
            node.Attributes["DividerLink"] = line[2];
            node.Attributes["DividerType"] = line[3].ToUpperInvariant();
            var depth = node.Attributes["DividerType"] switch { "CUTOFF" or "TABULAR" => 5, "WEIR" => 7, _ => 4 };
            if (depth > 4) node.Attributes["DividerData"] = string.Join(' ', line.Fields[4..Math.Min(depth, line.Fields.Length)]);
            node.FullDepth = Depth(file, line, depth, "MaxDepth");
            Keep(file, node, line, depth + 1, "InitDepth", length);
            Keep(file, node, line, depth + 2, "SurDepth", length);
            Keep(file, node, line, depth + 3, "Aponded", file.Units.SmallArea);
        }
    }

    private static NodeDraft? Add(SwmmFile file, InpLine line, AssetKind kind)
    {
        if (!file.Rows.HasFields(line, 2, "name and elevation") || file.Draft.AddNode(line, kind) is not { } node) return null;
        node.InvertElevation = file.Rows.Number(line, 1, "Elevation") * file.Units.Length;
        return node;
    }

    private static double Depth(SwmmFile file, InpLine line, int index, string field)
    {
        var depth = file.Rows.Number(line, index, field);
        if (depth >= 0) return depth * file.Units.Length;
        file.Report.Add(DefectCode.ValueOutOfRange, Remedy.Substituted, line.Section, line.Number, line.Id, FormattableString.Invariant($"{field} is {depth}; expected 0 or more. 0 (unknown) was used."));
        return 0;
    }

    private static void Keep(SwmmFile file, NodeDraft node, InpLine line, int index, string field, double factor)
    {
        if (file.Rows.Number(line, index, field) is not 0 and var value) node.Attributes[field] = SiText.Of(value * factor);
    }
}
