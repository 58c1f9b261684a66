using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>What a dry forecast without trouble saw of the levels, to tell later whether a new one is worth computing.</summary>
internal sealed class CalmForecast
{
    /// <summary>Without rain for so long a forecast counts as dry.</summary>
    public static readonly TimeSpan DryFor = TimeSpan.FromHours(1);
    /// <summary>m beyond what the forecast saw, and how far from now on its own clock it may have seen it: pumps are seldom in phase.</summary>
    private const float Tolerance = 0.05f;
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(15);

    private readonly IReadOnlyList<DateTime> _times;
    private readonly Band _depth;

    private CalmForecast(IReadOnlyList<DateTime> times, Band depth) => (_times, _depth) = (times, depth);

    /// <summary>Null where rain or trouble was expected: then every forecast counts.</summary>
    public static CalmForecast? Of(EnsembleForecast forecast, IReadOnlyList<ForecastEvent> events) =>
        forecast.Rain == RainSource.None && events.All(e => e.Kind is ForecastEventKind.PlantLoad80 or ForecastEventKind.PlantLoad100) ? new(forecast.Times, forecast.Depth) : null;

    /// <param name="depth">By node now, m.</param>
    public bool Holds(DateTime now, IReadOnlyList<double> depth)
    {
        var (first, last) = (_times.Index().FirstOrDefault(t => t.Item >= now - Around).Index, _times.Index().LastOrDefault(t => t.Item <= now + Around).Index);
        for (var n = 0; n < depth.Count; n++)
        {
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            for (var t = first; t <= last; t++) (low, high) = (Math.Min(low, _depth.P10[t][n]), Math.Max(high, _depth.P90[t][n]));
            if (depth[n] < low - Tolerance || depth[n] > high + Tolerance) return false;
        }
        return true;
    }
}
