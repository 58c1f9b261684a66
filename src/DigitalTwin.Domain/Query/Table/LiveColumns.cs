using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query.Table;

/// <summary>What changes by the second, by row of one <see cref="AssetTable"/>; each column at least <see cref="AssetTable.Padded"/> long.</summary>
/// <remarks>Read while it is written: a query sees each cell whole, old or new.</remarks>
public interface ILiveColumns
{
    /// <summary>Newest value of a quantity in its canonical unit, NaN where never reported; empty where no asset ever reported it.</summary>
    ReadOnlyMemory<double> Values(Quantity quantity);

    /// <summary>Bits as on the map: 0–2 warning level, 3 stale, 4 estimated, 5 an effect is on its way here.</summary>
    ReadOnlyMemory<byte> States { get; }

    /// <summary>Time of the newest reading of any quantity, Unix ms of city time; 0 where there is none.</summary>
    ReadOnlyMemory<long> At { get; }
}

/// <summary>Live columns in arrays, written by the silo's board as changes come. Writers must not write the same asset at once.</summary>
/// <remarks>A quantity's column (8 bytes a row) is made when it is first reported.</remarks>
public sealed class LiveColumns(AssetTable table) : ILiveColumns
{
    private readonly ConcurrentDictionary<ushort, double[]> _values = new();
    private readonly byte[] _states = new byte[table.Padded];
    private readonly long[] _at = new long[table.Padded];

    public ReadOnlyMemory<byte> States => _states;
    public ReadOnlyMemory<long> At => _at;
    public ReadOnlyMemory<double> Values(Quantity quantity) => _values.TryGetValue(quantity.Code, out var column) ? column : default;

    /// <summary>False where the table does not know the asset. A wet well's level is written to its pump stations too.</summary>
    public bool Set(AssetKey asset, Quantity quantity, double value, Instant at)
    {
        var row = table.RowOf(asset);
        if (row < 0) return false;
        var column = _values.GetOrAdd(quantity.Code, _ => NewColumn());
        Write(row);
        if (quantity == Quantity.Level)
            foreach (var pump in table.PumpsOf(row)) Write(pump);
        return true;

        void Write(int r)
        {
            column[r] = value;
            if (at.UnixMilliseconds > _at[r]) _at[r] = at.UnixMilliseconds;
        }
    }

    /// <summary>False where the table does not know the asset.</summary>
    public bool SetState(AssetKey asset, byte state)
    {
        var row = table.RowOf(asset);
        if (row >= 0) _states[row] = state;
        return row >= 0;
    }

    private double[] NewColumn()
    {
        var column = new double[table.Padded];
        Array.Fill(column, double.NaN);
        return column;
    }
}
