using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Query.Table;

/// <summary>All assets of the city by column, for filters and groupings. Immutable; a new revision of a network means a new table.</summary>
/// <remarks>
/// Rows are ordered by place along <see cref="HilbertCurve"/>, then by key: an order that does not change for the assets that stay when others come and go.
/// Numbers that are unknown are NaN.
/// </remarks>
public sealed class AssetTable
{
    private readonly int[] _rowOf;
    private readonly Dictionary<int, int[]> _pumpsOf;

    internal AssetTable(IReadOnlyList<AssetRow> unordered)
    {
        Count = unordered.Count;
        var (places, rows) = InOrder(unordered);
        Place = Column(places, p => p);
        Key = Column(rows, r => r.Key.Value);
        Kind = Column(rows, r => (byte)r.Kind);
        Class = Column(rows, r => (byte)r.Class);
        Longitude = Column(rows, r => r.Position.Longitude);
        Latitude = Column(rows, r => r.Position.Latitude);
        FullDepth = Column(rows, r => Known(r.FullDepth));
        Diameter = Column(rows, r => Known(r.Diameter));
        Length = Column(rows, r => Known(r.Length));
        Id = new TextColumn(Array.ConvertAll(rows, r => r.Id));
        Name = new TextColumn(Array.ConvertAll(rows, r => r.Name));
        Network = new CodeColumn(Array.ConvertAll(rows, r => r.Network), Padded);
        Region = new CodeColumn(Array.ConvertAll(rows, r => r.Region), Padded);
        Catchment = new CodeColumn(Array.ConvertAll(rows, r => r.Catchment), Padded);
        Material = new CodeColumn(Array.ConvertAll(rows, r => r.Material), Padded);
        Decade = new CodeColumn(Array.ConvertAll(rows, r => r.Built > 0 ? $"{r.Built / 10}0s" : null), Padded);
        Built = Column(rows, r => Known(r.Built));
        BuiltAt = Array.ConvertAll(Built, year => year is >= 1 and <= 9999 ? new DateTimeOffset((int)year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() : 0);
        Boxes = new BlockBoxes(Longitude, Latitude, Count);

        Kinds = [.. Kind.Take(Count).Distinct().Order().Select(k => (AssetKind)k)];
        Bounds = Boxes.OfBlock.Aggregate(Box.Empty, (all, block) => all.Grow(block)) is var bounds && Count > 0 ? bounds : default;

        _rowOf = new int[Count == 0 ? 1 : Key.Max() + 1];
        Array.Fill(_rowOf, -1);
        for (var row = 0; row < Count; row++)
        {
            if (_rowOf[Key[row]] >= 0) throw new ArgumentException($"Asset key {Key[row]} is in the table twice ('{rows[row].Id}').");
            _rowOf[Key[row]] = row;
        }
        _pumpsOf = Enumerable.Range(0, Count).Where(row => rows[row].LevelFrom.Value > 0).GroupBy(row => RowOf(rows[row].LevelFrom))
            .Where(g => g.Key >= 0).ToDictionary(g => g.Key, g => g.ToArray());
    }

    public int Count { get; }
    /// <summary>Rows rounded up to whole blocks; columns are this long and what lies past <see cref="Count"/> means nothing.</summary>
    public int Padded => Blocks.Padded(Count);
    internal ulong[] Place { get; }
    internal int[] Key { get; }
    internal byte[] Kind { get; }
    internal byte[] Class { get; }
    internal double[] Longitude { get; }
    internal double[] Latitude { get; }
    internal double[] FullDepth { get; }
    internal double[] Diameter { get; }
    internal double[] Length { get; }
    public TextColumn Id { get; }
    public TextColumn Name { get; }
    public CodeColumn Network { get; }
    public CodeColumn Region { get; }
    public CodeColumn Catchment { get; }
    public CodeColumn Material { get; }
    /// <summary><c>1990s</c>.</summary>
    public CodeColumn Decade { get; }
    /// <summary>Year.</summary>
    internal double[] Built { get; }
    /// <summary>The year's beginning, Unix ms; 0 where unknown.</summary>
    internal long[] BuiltAt { get; }
    internal BlockBoxes Boxes { get; }

    /// <summary>Kinds of which there is an asset.</summary>
    public IReadOnlyList<AssetKind> Kinds { get; }
    /// <summary>All places lie in it; empty where there are none.</summary>
    public Box Bounds { get; }

    /// <summary>-1 where the table does not know the asset.</summary>
    public int RowOf(AssetKey asset) => (uint)asset.Value < (uint)_rowOf.Length ? _rowOf[asset.Value] : -1;

    public AssetKey KeyOf(int row) => new(Key[row]);
    public AssetKind KindOf(int row) => (AssetKind)Kind[row];
    public PipeClass ClassOf(int row) => (PipeClass)Class[row];
    public Position PositionOf(int row) => new(Longitude[row], Latitude[row]);

    /// <summary>Rows of the pump stations whose wet well is this row.</summary>
    public ReadOnlySpan<int> PumpsOf(int row) => _pumpsOf.TryGetValue(row, out var pumps) ? pumps : [];

    /// <summary>By place, then by key. Places are sorted as bare numbers with an index beside them, which is many times faster than sorting rows.</summary>
    private static (ulong[] Places, AssetRow[] Rows) InOrder(IReadOnlyList<AssetRow> unordered)
    {
        var places = new ulong[unordered.Count];
        var index = new int[unordered.Count];
        for (var i = 0; i < index.Length; i++) (places[i], index[i]) = (HilbertCurve.Of(unordered[i].Position.Longitude, unordered[i].Position.Latitude), i);
        Array.Sort(places, index);
        for (var start = 0; start < index.Length;)
        {
            var end = start + 1;
            while (end < index.Length && places[end] == places[start]) end++;
            if (end - start > 1) index.AsSpan(start, end - start).Sort((a, b) => unordered[a].Key.Value.CompareTo(unordered[b].Key.Value));
            start = end;
        }
        return (places, Array.ConvertAll(index, i => unordered[i]));
    }

    private T[] Column<TRow, T>(TRow[] rows, Func<TRow, T> of)
    {
        var column = new T[Padded];
        for (var i = 0; i < rows.Length; i++) column[i] = of(rows[i]);
        return column;
    }

    private static double Known(double value) => value > 0 ? value : double.NaN;
}
