namespace DigitalTwin.Domain.Query.Table;

/// <summary>
/// Boxes around every 64 rows and around every block. With rows in Hilbert order this is a packed Hilbert R-tree of two levels whose leaves are
/// the bits of a mask word.
/// </summary>
internal sealed class BlockBoxes
{
    public Box[] OfWord { get; }
    public Box[] OfBlock { get; }

    public BlockBoxes(ReadOnlySpan<double> longitude, ReadOnlySpan<double> latitude, int count)
    {
        OfWord = new Box[Blocks.Padded(count) / 64];
        for (var w = 0; w < OfWord.Length; w++)
        {
            OfWord[w] = Box.Empty;
            for (var row = w * 64; row < Math.Min(count, w * 64 + 64); row++) OfWord[w] = OfWord[w].Grow(longitude[row], latitude[row]);
        }
        OfBlock = new Box[Blocks.Count(count)];
        for (var b = 0; b < OfBlock.Length; b++)
        {
            OfBlock[b] = Box.Empty;
            for (var w = b * Blocks.Words; w < (b + 1) * Blocks.Words; w++) OfBlock[b] = OfBlock[b].Grow(OfWord[w]);
        }
    }
}

/// <summary>Degrees; all four bounds lie inside.</summary>
public readonly record struct Box(double West, double South, double East, double North)
{
    internal static readonly Box Empty = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    public bool Contains(double longitude, double latitude) => longitude >= West && longitude <= East && latitude >= South && latitude <= North;
    public bool Contains(Box o) => o.West >= West && o.East <= East && o.South >= South && o.North <= North;
    public bool Meets(Box o) => o.West <= East && o.East >= West && o.South <= North && o.North >= South;

    internal Box Grow(double longitude, double latitude) =>
        new(Math.Min(West, longitude), Math.Min(South, latitude), Math.Max(East, longitude), Math.Max(North, latitude));

    internal Box Grow(Box o) => new(Math.Min(West, o.West), Math.Min(South, o.South), Math.Max(East, o.East), Math.Max(North, o.North));
}
