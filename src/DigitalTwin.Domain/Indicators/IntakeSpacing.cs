using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Indicators;

/// <summary>One hop of the shortest lines that join all intakes.</summary>
/// <param name="Metres">As the crow flies.</param>
public sealed record IntakeHop(int From, int To, double Metres);

/// <summary>How far intakes stand apart: the edges of their minimum spanning tree, so that the longest is the widest gap that no other way round closes.</summary>
public static class IntakeSpacing
{
    private const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;

    /// <summary>One hop fewer than there are places, in the order found. Prim's algorithm: n² distances, for some hundred or thousand intakes.</summary>
    public static IReadOnlyList<IntakeHop> Hops(IReadOnlyList<Position> places)
    {
        if (places.Count < 2) return [];
        var (near, via, isIn) = (new double[places.Count], new int[places.Count], new bool[places.Count]);
        Array.Fill(near, double.PositiveInfinity);
        var hops = new List<IntakeHop>();
        for (var (last, round) = (0, 1); round < places.Count; round++)
        {
            isIn[last] = true;
            var next = -1;
            for (var i = 0; i < places.Count; i++)
            {
                if (isIn[i]) continue;
                var metres = Metres(places[last], places[i]);
                if (metres < near[i]) (near[i], via[i]) = (metres, last);
                if (next < 0 || near[i] < near[next]) next = i;
            }
            hops.Add(new IntakeHop(via[next], next, near[next]));
            last = next;
        }
        return hops;
    }

    /// <summary>Equirectangular on the mean sphere: good to 0.6 % over a city.</summary>
    public static double Metres(Position a, Position b)
    {
        var east = (b.Longitude - a.Longitude) * Math.Cos((a.Latitude + b.Latitude) * (Math.PI / 360));
        return MetresPerDegree * Math.Sqrt(east * east + (b.Latitude - a.Latitude) * (b.Latitude - a.Latitude));
    }
}
