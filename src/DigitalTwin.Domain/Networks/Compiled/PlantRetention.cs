using System.Globalization;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>How long water stays in a treatment or reclaimed plant: by the volume or the design retention that the source gives, else a usual value.</summary>
public static class PlantRetention
{
    /// <summary>Attribute of a plant: hydraulic retention at design flow, h.</summary>
    public const string HoursAttribute = "retentionHours";
    /// <summary>Attribute of a plant: volume of its tanks, m³.</summary>
    public const string VolumeAttribute = "tankVolumeM3";

    /// <param name="flow">Through the plant now, m³/s.</param>
    /// <returns>s: V/Q with the tanks' volume, or the design retention's volume; not beyond the longest stay that a travel time counts.</returns>
    public static double Seconds(CompiledNetwork network, int node, double flow)
    {
        var plant = network.Source.Nodes[network.Nodes.Source[node]];
        var usual = plant.Kind == AssetKind.TreatmentPlant ? network.Settings.TreatmentPlantSeconds : network.Settings.ReclaimedPlantSeconds;
        var hours = Number(plant, HoursAttribute);
        var volume = Number(plant, VolumeAttribute);
        if (!(volume > 0) && hours > 0 && plant.DesignFlow > 0) volume = hours * 3600 * plant.DesignFlow;
        if (volume > 0 && flow > 0) return Math.Min(network.Settings.MaximumResidenceSeconds, volume / flow);
        return hours > 0 ? hours * 3600 : usual;
    }

    private static double Number(NetworkNode node, string attribute) =>
        node.Attributes.TryGetValue(attribute, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN;
}
