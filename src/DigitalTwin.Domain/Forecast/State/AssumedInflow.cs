using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics.Hydrology;
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
        var gauges = network.Points.Where(p => p.Kind == AssetKind.RainGauge).ToArray();
        var land = new List<Subcatchment>();
        for (var n = 0; n < atNode.Length; n++)
        {
            if (HydraulicModelBuilder.IsEnd(network.Nodes[n].Kind)) continue;
            var area = atNode[n].Combined * a.CombinedLandPerMetre + atNode[n].Storm * a.StormLandPerMetre + atNode[n].Foul * a.FoulLandPerMetre;
            if (area <= 0) continue;
            var node = network.Nodes[n];
            var near = GaugeWeights.Near(gauges, node.Position, a.Gauges);
            land.Add(new Subcatchment
            {
                LocalId = Land + node.LocalId, Outlet = node.LocalId, RainGauge = near.Count > 0 ? near[0].Gauge : null, Area = area, PercentImpervious = 100,
                Width = Math.Sqrt(area), Slope = a.LandSlope,
                Parameters = near.Count > 1 ? new Dictionary<string, string>(Paved(a)) { [GaugeWeights.Parameter] = GaugeWeights.Text(near) } : Paved(a),
            });
        }
        if (land.Count > 0)
            repairs.Add(ModelRepair.Of(part.Id, $"has no land in its source; {land.Sum(s => s.Area) / 1e4:0.#} ha of pavement were assumed by length of pipe ({a.CombinedLandPerMetre} m² a metre of combined, {a.StormLandPerMetre} of storm, {a.FoulLandPerMetre} of foul sewer).", $"的来源没有汇水面，按管长假定了 {land.Sum(s => s.Area) / 1e4:0.#} 公顷不透水面（合流管每米 {a.CombinedLandPerMetre} m²，雨水管 {a.StormLandPerMetre} m²，污水管 {a.FoulLandPerMetre} m²）。"));
        return network with { Subcatchments = land };
    }

    private static Network WithLandNumbers(NetworkPart part, Network network, ModelAssumptions a, List<ModelRepair> repairs)
    {
        var lacking = network.Subcatchments.Count(s => !s.Parameters.ContainsKey("N-Imperv"));
        if (lacking == 0) return network;
        repairs.Add(ModelRepair.Of(part.Id, $"has {lacking} pieces of land without roughness, storage or infiltration; n {a.PavedRoughness} paved, {a.GreenRoughness} green, {a.PavedStore} and {a.GreenStore} mm, Horton {a.FirstInfiltration} to {a.LastInfiltration} mm/h were used.", $"有 {lacking} 块汇水面缺少糙率、洼蓄或下渗参数，采用：不透水面 n={a.PavedRoughness}，绿地 n={a.GreenRoughness}，洼蓄 {a.PavedStore} 与 {a.GreenStore} mm，霍顿下渗 {a.FirstInfiltration} 至 {a.LastInfiltration} mm/h。"));
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
        repairs.Add(ModelRepair.Of(part.Id, $"has no dry-weather flow in its source; {total * 1000:0.#} L/s were spread by length of pipe, {(capacity > 0 ? $"{a.DryShareOfCapacity:P0} of its plants' capacity" : "one person a metre at 200 L a day")}.", $"的来源没有旱季流量，按管长分配了 {total * 1000:0.#} L/s（{(capacity > 0 ? FormattableString.Invariant($"处理厂规模的 {a.DryShareOfCapacity * 100:0}%") : "每米管道一人、每人每日 200 L")}）。"));
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

    private static Dictionary<string, string> Paved(ModelAssumptions a) => new()
    {
        ["N-Imperv"] = a.PavedRoughness.ToString("R", CultureInfo.InvariantCulture),
        ["S-Imperv"] = a.PavedStore.ToString("R", CultureInfo.InvariantCulture),
    };
}
