using DigitalTwin.Domain.Assets;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Inp;

namespace DigitalTwin.Gis.Epanet;

/// <summary>[JUNCTIONS] [RESERVOIRS] [TANKS] [DEMANDS]</summary>
internal static class EpanetNodes
{
    public static void Read(EpanetFile file, bool demandsAreReuseIntakes)
    {
        foreach (var line in file.Document["RESERVOIRS"])
        {
            if (Add(file, line, AssetKind.StorageTank, "Head") is not { } node) continue;
            node.Attributes["Type"] = "RESERVOIR"; // An endless source: no depth to overflow.
            if (line.Has(2)) node.Attributes["HeadPattern"] = line[2];
        }
        foreach (var line in file.Document["TANKS"])
            if (Add(file, line, AssetKind.StorageTank, "Elevation") is { } node) ReadTank(file, line, node);
        var demands = new Dictionary<NodeDraft, double>();
        foreach (var line in file.Document["JUNCTIONS"])
        {
            if (Add(file, line, AssetKind.Manhole, "Elevation") is not { } node) continue;
            demands[node] = file.Rows.Number(line, 2, "Demand");
            if (line.Has(3)) node.DryWeatherPattern = PatternOf(file, line, 3);
        }
        ReadDemands(file, demands);
        foreach (var (node, demand) in demands)
        {
            var flow = demand * file.Units.Flow * file.DemandMultiplier;
            if (flow == 0) continue;
            node.Attributes["Demand"] = SiText.Of(flow);
            if (flow < 0) node.DryWeatherInflow = -flow; // A negative demand feeds the network.
            else if (demandsAreReuseIntakes) (node.Kind, node.DesignFlow) = (AssetKind.ReuseIntake, flow);
        }
    }

    private static void ReadTank(EpanetFile file, InpLine line, NodeDraft node)
    {
        var (rows, length) = (file.Rows, file.Units.Length);
        node.Attributes["Type"] = "TANK";
        node.Attributes["InitLevel"] = SiText.Of(rows.Number(line, 2, "InitLevel") * length);
        node.Attributes["MinLevel"] = SiText.Of(rows.Number(line, 3, "MinLevel") * length);
        node.FullDepth = rows.Number(line, 4, "MaxLevel") * length;
        var diameter = rows.Number(line, 5, "Diameter") * length;
        node.StorageArea = Math.PI / 4 * diameter * diameter;
        if (rows.Number(line, 6, "MinVol") is not 0 and var volume) node.Attributes["MinVol"] = SiText.Of(volume * file.Units.Volume);
        if (line.Has(7) && line[7] != "*") node.Attributes["VolumeCurve"] = line[7];
    }

    /// <summary>Lines of [DEMANDS] take the place of the demand in [JUNCTIONS] and add up.</summary>
    private static void ReadDemands(EpanetFile file, Dictionary<NodeDraft, double> demands)
    {
        var replaced = new HashSet<NodeDraft>();
        foreach (var line in file.Document["DEMANDS"])
        {
            if (file.Draft.NodeOf(line) is not { } node || !file.Rows.TryNumber(line, 1, "Demand", out var demand)) continue;
            if (!demands.ContainsKey(node))
            {
                file.Report.Add(DefectCode.UnknownReference, Remedy.LeftOut, line.Section, line.Number, line.Id, "Is a reservoir or tank; expected the id of a junction.");
                continue;
            }
            demands[node] = (replaced.Add(node) ? 0 : demands[node]) + demand;
            if (line.Has(2)) node.DryWeatherPattern = PatternOf(file, line, 2);
            file.Report.CountElement(line.Section);
        }
    }

    private static string? PatternOf(EpanetFile file, InpLine line, int index)
    {
        if (file.Draft.PatternNamed(line[index]) is { } name) return name;
        file.Report.Add(DefectCode.UnknownPattern, Remedy.Kept, line.Section, line.Number, line.Id, $"Pattern '{line[index]}' is not in [PATTERNS]; expected the name of one. The demand is steady.");
        return null;
    }

    private static NodeDraft? Add(EpanetFile file, InpLine line, AssetKind kind, string elevation)
    {
        if (file.Draft.AddNode(line, kind) is not { } node) return null;
        node.InvertElevation = file.Rows.Number(line, 1, elevation) * file.Units.Length;
        return node;
    }
}
