using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Forecast.State;

/// <summary>Gives a part what enters it where its source is silent, and says so: land, what land lacks, and dry-weather flow.</summary>
internal static class AssumedInflow
{
    private const string Land = "assumed land at ";

    public static (Network Network, List<ModelRepair> Repairs) Complete(NetworkPart part, ModelAssumptions a)
    {
        var repairs = new List<ModelRepair>();
        var network = part.Network;
        var atNode = PipesAt(network);
        if (network.Subcatchments.Count == 0) network = WithLand(part, network, atNode, a, repairs);
        else network = WithLandNumbers(part, network, a, repairs);
        if (!network.Nodes.Any(n => n.DryWeatherInflow > 0)) network = WithDryWeather(part, network, atNode, a, repairs);
        return (RisingMains.Close(part, network, a, repairs), repairs);
    }

    private static Network WithLand(NetworkPart part, Network network, Halves[] atNode, ModelAssumptions a, List<ModelRepair> repairs)
    {
        var gauge = network.Points.FirstOrDefault(p => p.Kind == AssetKind.RainGauge)?.LocalId;
        var land = new List<Subcatchment>();
        for (var n = 0; n < atNode.Length; n++)
        {
            if (HydraulicModelBuilder.IsEnd(network.Nodes[n].Kind)) continue;
            var area = atNode[n].Combined * a.CombinedLandPerMetre + atNode[n].Storm * a.StormLandPerMetre + atNode[n].Foul * a.FoulLandPerMetre;
            if (area <= 0) continue;
            var node = network.Nodes[n];
            land.Add(new Subcatchment
            {
                LocalId = Land + node.LocalId, Outlet = node.LocalId, RainGauge = Nearest(network, node) ?? gauge, Area = area, PercentImpervious = 100,
                Width = Math.Sqrt(area), Slope = a.LandSlope,
                Parameters = Paved(a),
            });
        }
        if (land.Count > 0)
            repairs.Add(new(part.Id, Text($"has no land in its source; {land.Sum(s => s.Area) / 1e4:0.#} ha of pavement were assumed by length of pipe ({a.CombinedLandPerMetre} m² a metre of combined, {a.StormLandPerMetre} of storm, {a.FoulLandPerMetre} of foul sewer).")));
        return network with { Subcatchments = land };
    }

    private static Network WithLandNumbers(NetworkPart part, Network network, ModelAssumptions a, List<ModelRepair> repairs)
    {
        var lacking = network.Subcatchments.Count(s => !s.Parameters.ContainsKey("N-Imperv"));
        if (lacking == 0) return network;
        repairs.Add(new(part.Id, Text($"has {lacking} pieces of land without roughness, storage or infiltration; n {a.PavedRoughness} paved, {a.GreenRoughness} green, {a.PavedStore} and {a.GreenStore} mm, Horton {a.FirstInfiltration} to {a.LastInfiltration} mm/h were used.")));
        var numbers = Paved(a);
        foreach (var (name, value) in new[] { ("N-Perv", a.GreenRoughness), ("S-Perv", a.GreenStore), ("MaxRate", a.FirstInfiltration), ("MinRate", a.LastInfiltration), ("Decay", a.InfiltrationDecay), ("DryTime", a.DryingDays), ("PctZero", 25) })
            numbers[name] = value.ToString("R", CultureInfo.InvariantCulture);
        return network with
        {
            Subcatchments = [.. network.Subcatchments.Select(s => s.Parameters.ContainsKey("N-Imperv") ? s : s with { Parameters = new Dictionary<string, string>(numbers.Concat(s.Parameters).DistinctBy(p => p.Key)) })],
        };
    }

    private static Network WithDryWeather(NetworkPart part, Network network, Halves[] atNode, ModelAssumptions a, List<ModelRepair> repairs)
    {
        var metres = atNode.Sum(h => h.Foul + h.Combined);
        if (metres <= 0) return network;
        var capacity = part.Ends.Where(e => network.Nodes[e].Kind == AssetKind.TreatmentPlant).Sum(e => network.Nodes[e].DesignFlow);
        var total = capacity > 0 ? capacity * a.DryShareOfCapacity : metres * a.DryFlowPerMetre;
        repairs.Add(new(part.Id, Text($"has no dry-weather flow in its source; {total * 1000:0.#} L/s were spread by length of pipe, {(capacity > 0 ? $"{a.DryShareOfCapacity:P0} of its plants' capacity" : "one person a metre at 200 L a day")}.")));
        return network with
        {
            Nodes = [.. network.Nodes.Select((n, i) => n with { DryWeatherInflow = HydraulicModelBuilder.IsEnd(n.Kind) ? 0 : total * (atNode[i].Foul + atNode[i].Combined) / metres })],
        };
    }

    private readonly record struct Halves(double Foul, double Combined, double Storm);

    /// <summary>Half the length of each joining pipe, by what it carries. Rising mains take nothing in.</summary>
    private static Halves[] PipesAt(Network network)
    {
        var halves = new Halves[network.Nodes.Count];
        foreach (var link in network.Links.Where(l => l.Kind == AssetKind.PipeSegment && !l.IsPressurised))
            foreach (var end in new[] { link.From, link.To })
                halves[end] = link.Class switch
                {
                    PipeClass.Sewer => halves[end] with { Foul = halves[end].Foul + link.Length / 2 },
                    PipeClass.Storm => halves[end] with { Storm = halves[end].Storm + link.Length / 2 },
                    _ => halves[end] with { Combined = halves[end].Combined + link.Length / 2 },
                };
        return halves;
    }

    private static string? Nearest(Network network, NetworkNode node) => network.Points.Where(p => p.Kind == AssetKind.RainGauge)
        .MinBy(p => Math.Pow((p.Position.Longitude - node.Position.Longitude) * Math.Cos(node.Position.Latitude * Math.PI / 180), 2) + Math.Pow(p.Position.Latitude - node.Position.Latitude, 2))?.LocalId;

    private static Dictionary<string, string> Paved(ModelAssumptions a) => new()
    {
        ["N-Imperv"] = a.PavedRoughness.ToString("R", CultureInfo.InvariantCulture),
        ["S-Imperv"] = a.PavedStore.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
