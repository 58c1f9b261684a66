using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;

namespace DigitalTwin.Gis.Swmm;

/// <summary>Writes a network as an EPA SWMM 5 input file, in CMS and metres, with what the forecast engine computes from.</summary>
/// <remarks>
/// What was imported from SWMM comes back equal. Of other networks, plants become outfalls and all else that is no tank a junction. Series of
/// external inflows, of tides and of evaporation are no part of a network: they, rain and times come from a run's input; without one gauges stay dry, and
/// a remark names each series that is left out.
/// </remarks>
public static class SwmmExporter
{
    /// <param name="crs">Of the coordinates, as <c>EPSG:25832</c>; null for what the network came in.</param>
    /// <param name="input">Times, rain and evaporation to write; null for none.</param>
    /// <exception cref="ArgumentException">The reference system is not known.</exception>
    public static void Write(Network network, TextWriter output, string? crs = null, SimulationInput? input = null)
    {
        var system = CrsCatalogue.Find(crs ?? network.SourceCrs, out var why) ?? throw new ArgumentException(why, nameof(crs));
        var writer = new SwmmWriter(output);
        writer.Section("TITLE");
        writer.Raw(network.Title.ReplaceLineEndings(" "));
        Options(writer, network, input);
        ExportedAreas.Write(writer, network, system);
        ExportedNodes.Write(writer, network, input);
        ExportedLinks.Write(writer, network);
        Tables(writer, network);
        Rain(writer, network, input);
        SeriesTables.Write(writer, network, input);
        Places(writer, network, system);
    }

    private static void Options(SwmmWriter writer, Network network, SimulationInput? input)
    {
        writer.Section("OPTIONS");
        writer.Line("FLOW_UNITS", "CMS");
        writer.Line("INFILTRATION", ExportedAreas.InfiltrationOf(network.Subcatchments));
        writer.Line("FLOW_ROUTING", "DYNWAVE");
        writer.Line("LINK_OFFSETS", "DEPTH");
        if (input is null) return;
        writer.Line("START_DATE", input.Start.ToString("MM/dd/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        writer.Line("START_TIME", input.Start.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
        writer.Line("ALLOW_PONDING", input.Routing.AllowsPonding);
        writer.Line("INERTIAL_DAMPING", input.Routing.Damping.ToString().ToUpperInvariant());
        writer.Line("MIN_SURFAREA", input.Routing.LeastSurface);
        SeriesTables.Evaporation(writer, network, input.Evaporation);
    }

    private static void Tables(SwmmWriter writer, Network network)
    {
        writer.Section("CURVES");
        foreach (var (name, curve) in network.Curves)
            for (var i = 0; i < curve.X.Count; i++)
            {
                if (i == 0 && curve.Type.Length > 0) writer.Line(name, curve.Type, curve.X[i], curve.Y[i]);
                else writer.Line(name, curve.X[i], curve.Y[i]);
            }
        writer.Section("PATTERNS");
        foreach (var (name, pattern) in network.Patterns) writer.Line([name, pattern.Type, .. pattern.Multipliers.Select(m => (object)m)]);
        writer.Section("CONTROLS");
        foreach (var rule in network.Controls) writer.Raw(rule + "\n");
    }

    private static void Rain(SwmmWriter writer, Network network, SimulationInput? input)
    {
        writer.Section("RAINGAGES");
        foreach (var gauge in Gauges(network)) writer.Line(gauge.LocalId, Of(gauge, "Format", "INTENSITY"), Of(gauge, "Interval", "0:01"), "1.0", Of(gauge, "Source", "TIMESERIES"), Of(gauge, "Series", gauge.LocalId));
        writer.Section("TIMESERIES");
        foreach (var gauge in Gauges(network).Where(g => Of(g, "Source", "TIMESERIES") == "TIMESERIES").DistinctBy(g => Of(g, "Series", g.LocalId)))
        {
            var name = Of(gauge, "Series", gauge.LocalId);
            if (input is null || !input.Rain.TryGetValue(gauge.LocalId, out var rain)) writer.Line(name, "0:00", 0.0);
            else
                foreach (var (at, rate) in rain.Entries)
                    writer.Raw(FormattableString.Invariant($"{name} {at:MM/dd/yyyy} {at:HH:mm:ss} {rate * (Of(gauge, "Format", "INTENSITY") == "VOLUME" ? rain.Interval.TotalHours : 1):R}"));
        }
    }

    private static void Places(SwmmWriter writer, Network network, Crs crs)
    {
        writer.Section("COORDINATES");
        foreach (var node in network.Nodes) Place(writer, node.LocalId, node.Position, crs);
        writer.Section("VERTICES");
        foreach (var link in network.Links)
            foreach (var vertex in link.Vertices) Place(writer, link.LocalId, vertex, crs);
        writer.Section("SYMBOLS");
        foreach (var gauge in Gauges(network)) Place(writer, gauge.LocalId, gauge.Position, crs);
        writer.Section("TAGS");
        foreach (var node in network.Nodes.Where(n => n.Attributes.ContainsKey("Tag"))) writer.Line("Node", node.LocalId, node.Attributes["Tag"]);
        foreach (var link in network.Links.Where(l => l.Attributes.ContainsKey("Tag"))) writer.Line("Link", link.LocalId, link.Attributes["Tag"]);
    }

    internal static void Place(SwmmWriter writer, string id, Position position, Crs crs)
    {
        var (x, y) = crs.FromWgs84(position);
        writer.Line(id, x, y);
    }

    private static IEnumerable<NetworkPoint> Gauges(Network network) => network.Points.Where(p => p.Kind == AssetKind.RainGauge);

    private static string Of(NetworkPoint gauge, string name, string otherwise) => gauge.Attributes.GetValueOrDefault(name, otherwise);
}
