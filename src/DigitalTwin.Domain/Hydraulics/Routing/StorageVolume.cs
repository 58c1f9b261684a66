using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Plan area and volume of a tank by depth: straight lines between the points of its curve, the last one carried on above it.</summary>
public sealed class StorageVolume
{
    private readonly double[] _depth, _area, _volume;

    /// <summary>m and m², depths ascending.</summary>
    public StorageVolume(IReadOnlyList<double> depths, IReadOnlyList<double> areas)
    {
        _depth = [.. depths];
        _area = [.. areas];
        _volume = new double[_depth.Length];
        // Below the first point the first area holds.
        _volume[0] = _depth[0] * _area[0];
        for (var i = 1; i < _depth.Length; i++)
            _volume[i] = _volume[i - 1] + (_depth[i] - _depth[i - 1]) * (_area[i] + _area[i - 1]) / 2;
    }

    public static StorageVolume Constant(double area) => new([0], [area]);

    public static StorageVolume Of(Curve curve) => new(curve.X, curve.Y);

    public double GreatestArea => _area.Max();

    /// <summary>m² at a depth in m.</summary>
    public double Area(double depth)
    {
        var i = Below(depth);
        return i < 0 ? _area[0] : Math.Max(0, _area[i] + (depth - _depth[i]) * Slope(i));
    }

    /// <summary>m³ up to a depth in m; negative below the bottom, so that a balance holds through it.</summary>
    public double Volume(double depth)
    {
        var i = Below(depth);
        if (i < 0) return depth * _area[0];
        var d = depth - _depth[i];
        return _volume[i] + d * (_area[i] + d * Slope(i) / 2);
    }

    private double Slope(int i)
    {
        if (i == _depth.Length - 1) return 0;
        var step = _depth[i + 1] - _depth[i];
        return step > 0 ? (_area[i + 1] - _area[i]) / step : 0;
    }

    private int Below(double depth)
    {
        var i = _depth.Length - 1;
        while (i >= 0 && _depth[i] > depth) i--;
        return i;
    }
}
