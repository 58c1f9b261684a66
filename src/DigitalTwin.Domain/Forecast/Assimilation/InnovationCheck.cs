using DigitalTwin.Domain.Hydraulics.Routing;

namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Whether a measured level can be true beside what the model computes: the background check of weather services (Andersson and Järvinen 1999, Q. J. R. Meteorol. Soc. 125).</summary>
/// <remarks>
/// The variance of a difference is that of the sensor, that of a computed depth (a share of the greater of both: inflow is known to a share only), and
/// that of the model's timing (an error in time is an error in level by how fast the level moves).
/// </remarks>
internal sealed class InnovationCheck(EstimatorOptions options)
{
    /// <summary>Greatest difference that is believed, m.</summary>
    /// <param name="rate">How fast the computed level moves, m/s.</param>
    public double Bound(HydraulicModel model, int node, double computed, double rate)
    {
        var crown = Math.Max(0.1, model.CrownDepth[node] > 0 ? model.CrownDepth[node] : model.FullDepth[node]);
        var depth = Math.Max(Math.Max(0, computed), 0.2 * crown) * options.DepthShareError;
        var timing = rate * options.TimingError.TotalSeconds;
        return options.GreatestDeviation * Math.Sqrt(options.LevelError * options.LevelError + depth * depth + timing * timing);
    }
}
