using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>Metres from one place by the equirectangular form about it: right to 0.1 % within 50 km, and always in one order for one place.</summary>
internal readonly struct FlatDistance
{
    private const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;
    private readonly double _longitude, _latitude, _shrink;

    public FlatDistance(Position from) => (_longitude, _latitude, _shrink) = (from.Longitude, from.Latitude, Math.Cos(from.Latitude * Math.PI / 180));

    public double Metres(double longitude, double latitude)
    {
        var east = (longitude - _longitude) * _shrink;
        var north = latitude - _latitude;
        return MetresPerDegree * Math.Sqrt(east * east + north * north);
    }

    /// <summary>To the nearest place in the box; 0 inside.</summary>
    public double Metres(Box box) => Metres(Math.Clamp(_longitude, box.West, box.East), Math.Clamp(_latitude, box.South, box.North));
}
