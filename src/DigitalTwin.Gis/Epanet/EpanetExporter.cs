using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Swmm;

namespace DigitalTwin.Gis.Epanet;

/// <summary>Writes a pressurised network as an EPANET 2.2 input file, so that it comes in again equal.</summary>
public static class EpanetExporter
{
    /// <summary>Metric, and known to every version of EPANET.</summary>
    public const string DefaultUnits = "LPS";

    /// <summary>Null, or why the network cannot be written so.</summary>
    /// <param name="units">Flow units that decide all others, as EPANET names them; null for <see cref="DefaultUnits"/>.</param>
    public static string? Fault(Network network, string? units)
    {
        if (units is not null && EpanetUnits.Find(units) is null) return $"units is '{units}'; expected CFS, GPM, MGD, IMGD, AFD, LPS, LPM, MLD, CMH or CMD.";
        if (network.Links.FirstOrDefault(l => l.Kind is not (AssetKind.PipeSegment or AssetKind.PumpStation or AssetKind.Valve)) is { } odd) return $"EPANET has no {odd.Kind.WireName()}, such as '{odd.LocalId}'.";
        // Controls, valve settings and curves of no known use are kept as they were written, in units that only whoever wrote them knows.
        return units is null && (network.Controls.Count > 0 || network.Links.Any(l => l.Attributes.ContainsKey("Setting")) || network.Curves.Values.Any(c => c.Type == "AS WRITTEN"))
            ? "The plan has controls, valve settings or curves that are kept in the units of its source; name them with units, as units=GPM." : null;
    }

    public static void Write(Network network, TextWriter output, string? crs = null, string? units = null)
    {
        if (Fault(network, units) is { } fault) throw new ArgumentException(fault);
        var factors = EpanetUnits.Find(units ?? DefaultUnits)!;
        var file = new SwmmWriter(output);
        file.Section("TITLE");
        file.Raw(network.Title);
        WriteNodes(network, file, factors);
        WriteLinks(network, file, factors);
        WriteTables(network, file, factors);
        WritePlaces(network, file, CrsCatalogue.Get(crs ?? network.SourceCrs));
        file.Section("END");
        file.Raw("");
    }

    private static void WriteNodes(Network network, SwmmWriter file, EpanetUnits factors)
    {
        file.Section("JUNCTIONS");
        foreach (var n in network.Nodes.Where(n => !IsReservoir(n) && !IsTank(n)))
        {
            var demand = n.DryWeatherInflow > 0 ? -n.DryWeatherInflow : Number(n.Attributes, "Demand", n.Kind == AssetKind.ReuseIntake ? n.DesignFlow : 0);
            if (n.DryWeatherPattern is { } pattern) file.Line(n.LocalId, n.InvertElevation / factors.Length, demand / factors.Flow, pattern);
            else file.Line(n.LocalId, n.InvertElevation / factors.Length, demand / factors.Flow);
        }
        file.Section("RESERVOIRS");
        foreach (var n in network.Nodes.Where(IsReservoir))
            if (n.Attributes.TryGetValue("HeadPattern", out var pattern)) file.Line(n.LocalId, n.InvertElevation / factors.Length, pattern);
            else file.Line(n.LocalId, n.InvertElevation / factors.Length);
        file.Section("TANKS");
        foreach (var n in network.Nodes.Where(IsTank))
            file.Line(n.LocalId, n.InvertElevation / factors.Length, Number(n.Attributes, "InitLevel") / factors.Length, Number(n.Attributes, "MinLevel") / factors.Length, n.FullDepth / factors.Length,
                Math.Sqrt(n.StorageArea * 4 / Math.PI) / factors.Length, Number(n.Attributes, "MinVol") / factors.Volume, n.Attributes.GetValueOrDefault("VolumeCurve") ?? "*");
    }

    private static void WriteLinks(Network network, SwmmWriter file, EpanetUnits factors)
    {
        var headloss = Headloss(network);
        file.Section("PIPES");
        foreach (var l in network.Links.Where(l => l.Kind == AssetKind.PipeSegment))
        {
            var roughness = headloss == "C-M" ? l.Roughness : Number(l.Attributes, $"Roughness {headloss}", 100);
            var status = l.Attributes.GetValueOrDefault("Status") ?? (l.HasFlapGate ? "CV" : null);
            object[] fields = [l.LocalId, From(l), To(l), l.Length / factors.Length, l.Section.Height / factors.Diameter, roughness, Number(l.Attributes, "MinorLoss")];
            file.Line(status is null ? fields : [.. fields, status]);
        }
        file.Section("PUMPS");
        foreach (var l in network.Links.Where(l => l.Kind == AssetKind.PumpStation))
        {
            var fields = new List<object> { l.LocalId, From(l), To(l) };
            if (l.PumpCurve is { } curve) fields.AddRange(["HEAD", curve]);
            if (l.Attributes.ContainsKey("Power")) fields.AddRange(["POWER", Number(l.Attributes, "Power") / factors.Power]);
            if (l.Attributes.ContainsKey("Speed")) fields.AddRange(["SPEED", Number(l.Attributes, "Speed")]);
            if (l.Attributes.TryGetValue("SpeedPattern", out var pattern)) fields.AddRange(["PATTERN", pattern]);
            file.Line([.. fields]);
        }
        file.Section("VALVES");
        foreach (var l in network.Links.Where(l => l.Kind == AssetKind.Valve))
            file.Line(l.LocalId, From(l), To(l), l.Section.Height / factors.Diameter, l.Attributes.GetValueOrDefault("Type") ?? "TCV", l.Attributes.GetValueOrDefault("Setting") ?? "0", Number(l.Attributes, "MinorLoss"));
        file.Section("STATUS");
        foreach (var l in network.Links.Where(l => l.Kind != AssetKind.PipeSegment && l.Attributes.ContainsKey("Status"))) file.Line(l.LocalId, l.Attributes["Status"]);
        file.Section("TAGS");
        foreach (var n in network.Nodes.Where(n => n.Attributes.ContainsKey("Tag"))) file.Raw($"NODE {n.LocalId} {n.Attributes["Tag"]}");
        foreach (var l in network.Links.Where(l => l.Attributes.ContainsKey("Tag"))) file.Raw($"LINK {l.LocalId} {l.Attributes["Tag"]}");

        string From(NetworkLink l) => network.Nodes[l.From].LocalId;
        string To(NetworkLink l) => network.Nodes[l.To].LocalId;
    }

    private static void WriteTables(Network network, SwmmWriter file, EpanetUnits factors)
    {
        file.Section("PATTERNS");
        foreach (var (name, pattern) in network.Patterns)
            foreach (var some in pattern.Multipliers.Chunk(12)) file.Line([name, .. some.Cast<object>()]);
        file.Section("CURVES");
        foreach (var (name, curve) in network.Curves)
        {
            var (x, y) = curve.Type switch { "HEAD" or "HEADLOSS" => (factors.Flow, factors.Length), "VOLUME" => (factors.Length, factors.Volume), _ => (1.0, 1.0) };
            for (var i = 0; i < curve.X.Count; i++) file.Line(name, curve.X[i] / x, curve.Y[i] / y);
        }
        var rules = network.Controls.Where(c => c.StartsWith("RULE", StringComparison.OrdinalIgnoreCase)).ToArray();
        file.Section("CONTROLS");
        foreach (var control in network.Controls.Except(rules)) file.Raw(control);
        file.Section("RULES");
        foreach (var rule in rules) file.Raw(rule + "\n");
        file.Section("OPTIONS");
        file.Raw($"Units {factors.Name}\nHeadloss {Headloss(network)}");
    }

    private static void WritePlaces(Network network, SwmmWriter file, Crs crs)
    {
        file.Section("COORDINATES");
        foreach (var n in network.Nodes) Place(n.LocalId, n.Position);
        file.Section("VERTICES");
        foreach (var l in network.Links)
            foreach (var vertex in l.Vertices) Place(l.LocalId, vertex);

        void Place(string id, Position position)
        {
            var (x, y) = crs.FromWgs84(position);
            file.Line(id, x, y);
        }
    }

    private static string Headloss(Network network) =>
        network.Links.SelectMany(l => l.Attributes.Keys).FirstOrDefault(k => k.StartsWith("Roughness ", StringComparison.Ordinal)) is { } key ? key["Roughness ".Length..] : "C-M";

    private static bool IsReservoir(NetworkNode n) => n.Attributes.GetValueOrDefault("Type") == "RESERVOIR" || n.Kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant or AssetKind.Outfall;

    private static bool IsTank(NetworkNode n) => n.Kind == AssetKind.StorageTank && !IsReservoir(n);

    private static double Number(IReadOnlyDictionary<string, string> attributes, string name, double absent = 0) =>
        attributes.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : absent;
}
