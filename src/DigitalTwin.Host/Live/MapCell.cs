namespace DigitalTwin.Host.Live;

/// <summary>A cell of the map's grid, counted from 180° west and 90° south. At level 0 cells are 0.02° a side, some 2 km; each level up they are four times as wide.</summary>
public readonly record struct MapCell(short X, short Y)
{
    public const double Degrees = 0.02;
    public const int Levels = 7;

    public static MapCell At(double longitude, double latitude) => new((short)Math.Floor((longitude + 180) / Degrees), (short)Math.Floor((latitude + 90) / Degrees));

    /// <summary>The cell of a level that holds this one of level 0.</summary>
    public MapCell Up(int level) => new((short)(X >> (2 * level)), (short)(Y >> (2 * level)));
}
