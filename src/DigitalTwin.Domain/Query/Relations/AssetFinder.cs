using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Relations;

/// <summary>Finds the assets that a question names: by whole id, else by local id, else by name.</summary>
internal sealed class AssetFinder(AssetTable table)
{
    private const int MostTold = 5;

    /// <exception cref="FilterException">None is known, or several are and it cannot be told which is meant.</exception>
    public IReadOnlyList<int> Find(AssetReference reference)
    {
        var text = reference.Text;
        foreach (var where in (Condition[])
        [
            new TextIn(TextField.Id, [text], false),
            new TextLike(TextField.Id, $"%:{Plain(text)}", false),
            new TextIn(TextField.Name, [text], false),
        ])
        {
            var condition = reference.Kinds.Count == 0 ? where : new And([where, new ByteIn(ByteColumn.Kind, 0xFF, [.. reference.Kinds.Select(k => (byte)k)])]);
            var rows = new AssetQueryEngine(table, null, () => default).Find(new AssetQuery { Where = new Filter("", condition), Limit = MostTold }).Rows;
            if (rows.Count == 1) return rows;
            if (rows.Count > 1)
                throw new FilterException(reference.Column, $"'{text}' is the name of {(rows.Count == MostTold ? $"{MostTold} or more" : rows.Count)} assets; expected one id of {string.Join(", ", rows.Select(r => table.Id[r].ToString()))}.");
        }
        throw new FilterException(reference.Column, $"No {(reference.Kinds.Count == 0 ? "asset" : reference.Word)} '{text}' is known; expected the id, local id or name of one.");
    }

    private static string Plain(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
