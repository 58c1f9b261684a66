namespace DigitalTwin.Host.Live;

/// <summary>A box on the map in degrees.</summary>
public readonly record struct MapBounds(double West, double South, double East, double North)
{
    /// <summary>Null where the four numbers are no box on the earth.</summary>
    public static MapBounds? From(IReadOnlyList<double>? numbers)
    {
        if (numbers is not { Count: 4 } || numbers.Any(n => !double.IsFinite(n))) return null;
        var bounds = new MapBounds(Math.Max(numbers[0], -180), Math.Max(numbers[1], -90), Math.Min(numbers[2], 180), Math.Min(numbers[3], 90));
        return bounds.IsBox ? bounds : null;
    }

    public bool IsBox => West <= East && South <= North;

    public MapBounds Grow(double degrees) => new(West - degrees, South - degrees, East + degrees, North + degrees);

    /// <summary>What lies in both; not a box where nothing does.</summary>
    public MapBounds Within(MapBounds other) => new(Math.Max(West, other.West), Math.Max(South, other.South), Math.Min(East, other.East), Math.Min(North, other.North));
}
