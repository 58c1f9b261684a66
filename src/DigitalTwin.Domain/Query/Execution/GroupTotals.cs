using System.Numerics;
using System.Runtime.CompilerServices;
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
    /// <summary>Two for each group, for even and odd rows: adding to one cell row after row would wait for memory each time.</summary>
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
            GroupField.Material => (default, (byte)0, table.Material),
            GroupField.Decade => (default, (byte)0, table.Decade),
            _ => (default, (byte)0, table.Catchment),
        };
        _names = _codes is not null ? [.. _codes.Names] : [.. Enumerable.Range(0, 256).Select(b => by switch
        {
            GroupField.Kind => ((AssetKind)b).WireName(),
            GroupField.Class => ((PipeClass)b).ToString().ToLowerInvariant(),
            _ => ((WarningLevel)b).ToString().ToLowerInvariant(),
        })];
        _totals = new Total[2 * _names.Length];
        Array.Fill(_totals, new Total { Least = double.PositiveInfinity, Most = double.NegativeInfinity });
    }

    /// <param name="values">Empty where there is no measure.</param>
    public void Add(in Block block, ReadOnlySpan<ulong> mask, ReadOnlySpan<double> values)
    {
        Span<int> groups = stackalloc int[64];
        for (var w = 0; w < mask.Length; w++)
        {
            if (mask[w] == 0) continue;
            ReadGroups(block.Start + w * 64, groups);
            var measures = values.IsEmpty ? default : values.Slice(w * 64, 64);
            if (mask[w] == ulong.MaxValue)
                for (var i = 0; i < 64; i++) AddOne(groups[i], i, measures);
            else
                for (var rest = mask[w]; rest != 0; rest &= rest - 1)
                {
                    var i = BitOperations.TrailingZeroCount(rest);
                    AddOne(groups[i], i, measures);
                }
        }
    }

    private void ReadGroups(int start, Span<int> groups)
    {
        if (_codes is not null) _codes.Codes.Slice(start, 64).CopyTo(groups);
        else
        {
            var bytes = _bytes.Span.Slice(start, 64);
            for (var i = 0; i < 64; i++) groups[i] = bytes[i] & _mask;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddOne(int group, int i, ReadOnlySpan<double> measures)
    {
        ref var total = ref _totals[2 * group + (i & 1)];
        total.Count++;
        if (measures.IsEmpty) return;
        var value = measures[i];
        if (double.IsNaN(value)) return;
        total.Known++;
        total.Sum += value;
        if (value < total.Least) total.Least = value;
        if (value > total.Most) total.Most = value;
    }

    public List<AssetGroup> Read()
    {
        var groups = new List<AssetGroup>();
        for (var i = 0; i < _names.Length; i++)
        {
            var t = Total.Of(_totals[2 * i], _totals[2 * i + 1]);
            if (t.Count == 0) continue;
            groups.Add(t.Known == 0 ? new AssetGroup(_names[i], t.Count, 0, double.NaN, double.NaN, double.NaN) : new AssetGroup(_names[i], t.Count, t.Known, t.Sum, t.Least, t.Most));
        }
        groups.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return groups;
    }

    private struct Total
    {
        public int Count, Known;
        public double Sum, Least, Most;

        public static Total Of(Total a, Total b) => new()
        {
            Count = a.Count + b.Count, Known = a.Known + b.Known, Sum = a.Sum + b.Sum, Least = Math.Min(a.Least, b.Least), Most = Math.Max(a.Most, b.Most),
        };
    }
}
