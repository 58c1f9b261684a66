using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

/// <summary>A list of positions for each row of a table.</summary>
internal static class PositionColumns
{
    public static void Write<T>(ColumnWriter to, string name, IReadOnlyList<T> rows, Func<T, IReadOnlyList<Position>> positions)
    {
        var all = rows.SelectMany(positions).ToArray();
        to.Integers(name + ".count", rows, r => positions(r).Count);
        to.Doubles(name + ".lon", all, p => p.Longitude);
        to.Doubles(name + ".lat", all, p => p.Latitude);
    }

    public static Position[][] Read(ColumnReader from, string name, int rows)
    {
        var counts = from.Integers(name + ".count", rows);
        var total = from.Count(name + ".lon");
        var (lons, lats) = (from.Doubles(name + ".lon", total), from.Doubles(name + ".lat", total));
        var next = 0;
        return Array.ConvertAll(counts, count =>
        {
            var positions = count == 0 ? [] : new Position[count];
            for (var i = 0; i < positions.Length; i++, next++) positions[i] = new Position(lons[next], lats[next]);
            return positions;
        });
    }
}
