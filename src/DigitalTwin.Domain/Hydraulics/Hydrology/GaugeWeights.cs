using System.Globalization;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>The rain gauges of a piece of land and what each counts there; the shares sum to 1.</summary>
/// <remarks>Land that several gauges serve says so by the parameter <see cref="Parameter"/>, <c>gauge=weight gauge=weight</c>; all other land has its one gauge.</remarks>
public static class GaugeWeights
{
    public const string Parameter = "GaugeWeights";

    /// <summary>By gauge id, heaviest first; empty where none is named.</summary>
    /// <param name="fault">What cannot be read; null where all can.</param>
    public static IReadOnlyList<(string Gauge, double Weight)> Of(Subcatchment land, out string? fault)
    {
        fault = null;
        if (!land.Parameters.TryGetValue(Parameter, out var text)) return land.RainGauge is { } one ? [(one, 1)] : [];
        var list = new List<(string Gauge, double Weight)>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.LastIndexOf('=');
            if (at > 0 && double.TryParse(word[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight > 0 && double.IsFinite(weight)) list.Add((word[..at], weight));
            else fault = word;
        }
        var sum = list.Sum(g => g.Weight);
        if (sum > 0) return [.. list.Select(g => (g.Gauge, g.Weight / sum)).OrderByDescending(g => g.Item2)];
        return land.RainGauge is { } only ? [(only, 1)] : [];
    }

    /// <summary>The nearest gauges, weighted by the inverse square of their distance (Shepard 1968).</summary>
    /// <param name="count">1 for the nearest alone.</param>
    public static IReadOnlyList<(string Gauge, double Weight)> Near(IEnumerable<NetworkPoint> gauges, Position place, int count)
    {
        const double Least = 1e-10; // degrees²; a gauge on the spot
        var near = gauges.Select(g => (g.LocalId, Square: Math.Pow((g.Position.Longitude - place.Longitude) * Math.Cos(place.Latitude * Math.PI / 180), 2) + Math.Pow(g.Position.Latitude - place.Latitude, 2)))
            .OrderBy(g => g.Square).Take(Math.Max(1, count)).ToArray();
        var sum = near.Sum(g => 1 / Math.Max(g.Square, Least));
        return [.. near.Select(g => (g.LocalId, 1 / Math.Max(g.Square, Least) / sum))];
    }

    public static string Text(IEnumerable<(string Gauge, double Weight)> weights) =>
        string.Join(' ', weights.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Gauge}={w.Weight:0.######}")));
}
