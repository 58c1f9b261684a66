namespace DigitalTwin.Storage.Registry;

/// <summary>Names and values for each row of a table.</summary>
internal static class AttributeColumns
{
    private static readonly Dictionary<string, string> None = [];

    public static void Write<T>(ColumnWriter to, string name, IReadOnlyList<T> rows, Func<T, IReadOnlyDictionary<string, string>> attributes)
    {
        var all = rows.SelectMany(attributes).ToArray();
        to.Integers(name + ".count", rows, r => attributes(r).Count);
        to.Names(name + ".name", all, a => a.Key);
        to.Names(name + ".value", all, a => a.Value);
    }

    public static IReadOnlyDictionary<string, string>[] Read(ColumnReader from, string name, int rows)
    {
        var counts = from.Integers(name + ".count", rows);
        var total = from.Count(name + ".name");
        var (names, values) = (from.Names(name + ".name", total), from.Names(name + ".value", total));
        var next = 0;
        return Array.ConvertAll(counts, count =>
        {
            if (count == 0) return (IReadOnlyDictionary<string, string>)None;
            var attributes = new Dictionary<string, string>((int)count, StringComparer.Ordinal);
            for (var i = 0; i < count; i++, next++) attributes.Add(names[next]!, values[next]!);
            return attributes;
        });
    }
}
