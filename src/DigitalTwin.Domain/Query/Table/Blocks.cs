namespace DigitalTwin.Domain.Query.Table;

/// <summary>Filters run over blocks of rows whose intermediate columns stay in the first-level cache. Columns are padded to whole blocks.</summary>
public static class Blocks
{
    public const int Rows = 1024;
    internal const int Words = Rows / 64;

    public static int Count(int rows) => (rows + Rows - 1) / Rows;

    /// <summary>Length that a column of so many rows must have.</summary>
    public static int Padded(int rows) => Count(rows) * Rows;
}
