using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Networks;

/// <summary>The hour by which people use water where a network lies.</summary>
public static class LocalTime
{
    private const double ChinaStandardTime = 8;

    /// <summary>Local hour of the day, 0 ≤ hour &lt; 24: China Standard Time in China, elsewhere the clock of the source's own series, which count as UTC.</summary>
    public static double HourOfDay(Network network, Instant at)
    {
        var hours = at.UnixMilliseconds / 3_600_000.0 + (LiesInChina(network) ? ChinaStandardTime : 0);
        return hours - Math.Floor(hours / 24) * 24;
    }

    private static bool LiesInChina(Network network) => network.Nodes.Count > 0 && network.Nodes[0].Position is { Longitude: > 73 and < 135.1, Latitude: > 18 and < 53.6 };
}
