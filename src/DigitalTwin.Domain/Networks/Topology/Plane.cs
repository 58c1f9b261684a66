namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>A point in a local plane, m.</summary>
internal readonly record struct Spot(double X, double Y)
{
    public static Spot operator -(Spot a, Spot b) => new(a.X - b.X, a.Y - b.Y);
    public static Spot operator +(Spot a, Spot b) => new(a.X + b.X, a.Y + b.Y);
    public static Spot operator *(Spot a, double s) => new(a.X * s, a.Y * s);
    public double Dot(Spot other) => X * other.X + Y * other.Y;
    public double Length => Math.Sqrt(X * X + Y * Y);
    public double To(Spot other) => (other - this).Length;
}

/// <summary>Degrees to a plane in metres around a middle, by the equirectangular form on the mean sphere: over a city (100 km) true to some per mille, which distances of metres bear.</summary>
internal sealed class Plane
{
    private const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;
    private readonly Position _middle;
    private readonly double _east;

    public Plane(Position middle)
    {
        _middle = middle;
        _east = MetresPerDegree * Math.Max(0.01, Math.Cos(middle.Latitude * Math.PI / 180));
    }

    public static Plane Around(Survey survey)
    {
        var (n, lon, lat) = (0, 0.0, 0.0);
        foreach (var p in survey.Points.Select(p => p.Position).Concat(survey.Lines.Select(l => l.Path[0])))
            (n, lon, lat) = (n + 1, lon + p.Longitude, lat + p.Latitude);
        return new Plane(n == 0 ? default : new Position(lon / n, lat / n));
    }

    public Spot Of(Position p) => new((p.Longitude - _middle.Longitude) * _east, (p.Latitude - _middle.Latitude) * MetresPerDegree);

    public Position Back(Spot s) => new(_middle.Longitude + s.X / _east, _middle.Latitude + s.Y / MetresPerDegree);
}

/// <summary>Things by where they are, in square cells.</summary>
internal sealed class SpotGrid<T>(double cell)
{
    private readonly Dictionary<(int, int), List<(Spot At, T Item)>> _cells = [];

    public void Add(Spot at, T item)
    {
        if (!_cells.TryGetValue(Cell(at), out var list)) _cells[Cell(at)] = list = new(1);
        list.Add((at, item));
    }

    /// <summary>All within <paramref name="metres"/>, in no order.</summary>
    public IEnumerable<(T Item, double Metres)> Within(Spot at, double metres)
    {
        var (x0, y0) = Cell(new Spot(at.X - metres, at.Y - metres));
        var (x1, y1) = Cell(new Spot(at.X + metres, at.Y + metres));
        for (var x = x0; x <= x1; x++)
            for (var y = y0; y <= y1; y++)
                if (_cells.TryGetValue((x, y), out var list))
                    foreach (var (place, item) in list)
                        if (place.To(at) is var d && d <= metres) yield return (item, d);
    }

    private (int, int) Cell(Spot s) => ((int)Math.Floor(s.X / cell), (int)Math.Floor(s.Y / cell));
}
