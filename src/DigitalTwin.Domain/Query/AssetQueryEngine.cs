using System.Numerics;
using DigitalTwin.Domain.Query.Execution;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query;

/// <summary>Answers queries over one table and its live columns. Safe from any thread; nothing is kept between calls.</summary>
/// <param name="now">City time, for <c>age</c>.</param>
/// <param name="prepared">What the questions that will be asked need beside the table; null where they need nothing.</param>
public sealed class AssetQueryEngine(AssetTable table, ILiveColumns? live, Func<Instant> now, PreparedColumns? prepared = null)
{
    /// <summary>The same table, asked with what was prepared for one question.</summary>
    public AssetQueryEngine With(PreparedColumns columns) => new(table, live, now, columns);

    /// <summary>Numbers of some rows; NaN where unknown.</summary>
    public double[] Values(NumberExpression number, IReadOnlyList<int> rows)
    {
        var node = new FilterCompiler(table, live, now(), prepared).Compile(number);
        var (scratch, values, last, column) = (new Scratch(), new double[rows.Count], -1, default(double[]));
        foreach (var i in Enumerable.Range(0, rows.Count).OrderBy(i => rows[i]))
        {
            var index = rows[i] / Blocks.Rows;
            if (index != last)
            {
                scratch.Return(0);
                (last, column) = (index, node.Of(Block.Of(index, table.Count), scratch).ToArray());
            }
            values[i] = column![rows[i] % Blocks.Rows];
        }
        return values;
    }

    /// <exception cref="ArgumentException">The limit is out of range, or the cursor is not one of this question.</exception>
    public AssetPage Find(AssetQuery query)
    {
        if (query.Limit is < 1 or > AssetQuery.HighestLimit) throw new ArgumentException($"limit is {query.Limit}; expected 1 to {AssetQuery.HighestLimit}.");
        PageCursor? after = null;
        if (query.Cursor is not null)
            after = PageCursor.TryRead(query.Cursor, query, out var cursor) ? cursor : throw new ArgumentException("cursor is not one that this question's last page gave; ask again without it.");
        if (query.Near is { } near) return Nearest(query, new FlatDistance(near), after);
        return query.OrderBy is null ? ByPlace(query, after) : Ranked(query, after);
    }

    /// <summary>How many assets match; limit and cursor do not count.</summary>
    public int Count(AssetQuery query)
    {
        var count = 0;
        Run(query, 0, (in Block _, ReadOnlySpan<ulong> mask, Scratch _) =>
        {
            foreach (var word in mask) count += BitOperations.PopCount(word);
            return true;
        });
        return count;
    }

    /// <summary>Matching assets by a field with few values, with the sum, least and most of a number where given; groups in the order of their names.</summary>
    public IReadOnlyList<AssetGroup> Group(AssetQuery query, GroupField by, NumberExpression? measure = null)
    {
        var compiler = new FilterCompiler(table, live, now(), prepared);
        var number = measure is null ? null : compiler.Compile(measure);
        var groups = new GroupTotals(table, live, by);
        Run(query, 0, (in Block block, ReadOnlySpan<ulong> mask, Scratch scratch) =>
        {
            groups.Add(block, mask, number is null ? default : number.Of(block, scratch));
            scratch.Return(0);
            return true;
        });
        return groups.Read();
    }

    private delegate bool BlockVisitor(in Block block, ReadOnlySpan<ulong> mask, Scratch scratch);

    /// <summary>Visits blocks with matches from a row on, until the visitor has enough.</summary>
    private void Run(AssetQuery query, int fromRow, BlockVisitor visit)
    {
        var filter = Compile(query);
        var scratch = new Scratch();
        Span<ulong> mask = stackalloc ulong[Blocks.Words];
        for (var index = fromRow / Blocks.Rows; index < Blocks.Count(table.Count); index++)
        {
            var block = Block.Of(index, table.Count);
            block.Fill(mask);
            filter.Apply(block, mask, scratch);
            if (mask.ContainsAnyExcept(0UL) && !visit(block, mask, scratch)) return;
        }
    }

    private MaskNode Compile(AssetQuery query)
    {
        var filter = new FilterCompiler(table, live, now(), prepared).Compile(query.Condition);
        return query.Within is { } box ? new AndNode([new BoxNode(table, box), filter]) : filter;
    }

    /// <summary>In the order of rows, so it stops as soon as the page is full.</summary>
    private AssetPage ByPlace(AssetQuery query, PageCursor? after)
    {
        var first = after is { } c ? FirstAfter(c) : 0;
        var rows = new List<int>();
        Run(query, first, (in Block block, ReadOnlySpan<ulong> mask, Scratch _) =>
        {
            for (var w = 0; w < mask.Length; w++)
                for (var rest = mask[w]; rest != 0; rest &= rest - 1)
                {
                    var row = block.Start + w * 64 + BitOperations.TrailingZeroCount(rest);
                    if (row < first) continue;
                    rows.Add(row);
                    if (rows.Count > query.Limit) return false; // One more than asked for tells that there is a next page.
                }
            return true;
        });
        if (rows.Count <= query.Limit) return new AssetPage(rows, [], null);
        rows.RemoveAt(query.Limit);
        return new AssetPage(rows, [], new PageCursor(0, table.Place[rows[^1]], table.Key[rows[^1]]).Write(query));
    }

    private int FirstAfter(PageCursor cursor)
    {
        var (low, high) = (0, table.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((table.Place[middle], table.Key[middle]).CompareTo((cursor.Place, cursor.Key)) <= 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private AssetPage Ranked(AssetQuery query, PageCursor? after)
    {
        var number = new FilterCompiler(table, live, now(), prepared).Compile(query.OrderBy!);
        var top = new TopRows(query.Limit + 1);
        Run(query, 0, (in Block block, ReadOnlySpan<ulong> mask, Scratch scratch) =>
        {
            var values = number.Of(block, scratch);
            for (var w = 0; w < mask.Length; w++)
                for (var rest = mask[w]; rest != 0; rest &= rest - 1)
                {
                    var at = w * 64 + BitOperations.TrailingZeroCount(rest);
                    var rank = double.IsNaN(values[at]) ? double.PositiveInfinity : query.Descending ? -values[at] : values[at];
                    if (rank <= top.Worst) Offer(top, rank, block.Start + at, after);
                }
            scratch.Return(0);
            return true;
        });
        return Page(query, top, ranksAreMetres: false);
    }

    /// <summary>Blocks nearest first, until the next block is farther than the farthest row of a full page.</summary>
    private AssetPage Nearest(AssetQuery query, FlatDistance distance, PageCursor? after)
    {
        var reach = query.WithinMetres ?? double.PositiveInfinity;
        var boxes = table.Boxes;
        var order = Enumerable.Range(0, boxes.OfBlock.Length).ToArray();
        var nearest = Array.ConvertAll(boxes.OfBlock, distance.Metres);
        Array.Sort((double[])nearest.Clone(), order);
        var filter = Compile(query);
        var scratch = new Scratch();
        var top = new TopRows(query.Limit + 1);
        Span<ulong> mask = stackalloc ulong[Blocks.Words];
        foreach (var index in order)
        {
            if (nearest[index] > Math.Min(reach, top.Worst)) break;
            var block = Block.Of(index, table.Count);
            block.Fill(mask);
            for (var w = 0; w < mask.Length; w++)
                if (mask[w] != 0 && distance.Metres(boxes.OfWord[index * Blocks.Words + w]) > Math.Min(reach, top.Worst)) mask[w] = 0;
            filter.Apply(block, mask, scratch);
            for (var w = 0; w < mask.Length; w++)
                for (var rest = mask[w]; rest != 0; rest &= rest - 1)
                {
                    var row = block.Start + w * 64 + BitOperations.TrailingZeroCount(rest);
                    var metres = distance.Metres(table.Longitude[row], table.Latitude[row]);
                    if (metres <= reach && metres <= top.Worst) Offer(top, metres, row, after);
                }
        }
        return Page(query, top, ranksAreMetres: true);
    }

    private void Offer(TopRows top, double rank, int row, PageCursor? after)
    {
        if (after is { } c && !TopRows.IsBefore(c.Rank, c.Key, rank, table.Key[row])) return;
        top.Offer(rank, table.Key[row], row);
    }

    private static AssetPage Page(AssetQuery query, TopRows top, bool ranksAreMetres)
    {
        var sorted = top.Sorted();
        var kept = sorted.Length > query.Limit ? sorted[..query.Limit] : sorted;
        var next = sorted.Length > query.Limit ? new PageCursor(kept[^1].Rank, 0, kept[^1].Key).Write(query) : null;
        return new AssetPage(Array.ConvertAll(kept, r => r.Row), ranksAreMetres ? Array.ConvertAll(kept, r => r.Rank) : [], next);
    }
}
