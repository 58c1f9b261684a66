using System.Numerics;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Query.Execution;

/// <summary>Adds blocks of rows up by group.</summary>
internal sealed class GroupTotals
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly byte _mask;
    private readonly CodeColumn? _codes;
    private readonly string[] _names;
    private readonly Total[] _totals;

    public GroupTotals(AssetTable table, ILiveColumns? live, GroupField by)
    {
        (_bytes, _mask, _codes) = by switch
        {
            GroupField.Kind => (table.Kind, (byte)0xFF, null),
            GroupField.Class => (table.Class, (byte)0xFF, null),
            GroupField.State => (live?.States ?? new byte[table.Padded], Fields.LevelBits, null),
            GroupField.Network => (default(ReadOnlyMemory<byte>), (byte)0, table.Network),
            GroupField.Region => (default, (byte)0, table.Region),
            _ => (default, (byte)0, table.Catchment),
        };
        _names = _codes is not null ? [.. _codes.Names] : [.. Enumerable.Range(0, 256).Select(b => by switch
        {
            GroupField.Kind => ((AssetKind)b).WireName(),
            GroupField.Class => ((PipeClass)b).ToString().ToLowerInvariant(),
            _ => ((WarningLevel)b).ToString().ToLowerInvariant(),
        })];
        _totals = new Total[_names.Length];
        Array.Fill(_totals, new Total { Least = double.PositiveInfinity, Most = double.NegativeInfinity });
    }

    /// <param name="values">Empty where there is no measure.</param>
    public void Add(in Block block, ReadOnlySpan<ulong> mask, ReadOnlySpan<double> values)
    {
        var bytes = _codes is null ? _bytes.Span.Slice(block.Start, Blocks.Rows) : default;
        var codes = _codes is null ? default : _codes.Codes.Slice(block.Start, Blocks.Rows);
        for (var w = 0; w < mask.Length; w++)
            for (var rest = mask[w]; rest != 0; rest &= rest - 1)
            {
                var at = w * 64 + BitOperations.TrailingZeroCount(rest);
                ref var total = ref _totals[_codes is null ? bytes[at] & _mask : codes[at]];
                total.Count++;
                if (values.IsEmpty || double.IsNaN(values[at])) continue;
                total.Known++;
                total.Sum += values[at];
                if (values[at] < total.Least) total.Least = values[at];
                if (values[at] > total.Most) total.Most = values[at];
            }
    }

    public List<AssetGroup> Read()
    {
        var groups = new List<AssetGroup>();
        for (var i = 0; i < _totals.Length; i++)
            if (_totals[i] is { Count: > 0 } t)
                groups.Add(t.Known == 0 ? new AssetGroup(_names[i], t.Count, 0, double.NaN, double.NaN, double.NaN) : new AssetGroup(_names[i], t.Count, t.Known, t.Sum, t.Least, t.Most));
        groups.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return groups;
    }

    private struct Total
    {
        public int Count, Known;
        public double Sum, Least, Most;
    }
}
