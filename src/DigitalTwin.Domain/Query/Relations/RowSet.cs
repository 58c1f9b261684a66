using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Relations;

/// <summary>Rows of a table, one bit each.</summary>
internal sealed class RowSet(AssetTable table)
{
    public ulong[] Bits { get; } = new ulong[table.Padded / 64];

    /// <param name="row">-1 for none.</param>
    public void Add(int row)
    {
        if (row >= 0) Bits[row >> 6] |= 1UL << row;
    }
}
