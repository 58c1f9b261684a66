using DigitalTwin.Domain.Query.Language;

namespace DigitalTwin.Domain.Query;

/// <summary>What parts of a question need the network, history or attributes for, worked out before its rows are gone through.</summary>
public sealed class PreparedColumns
{
    private readonly Dictionary<Condition, ulong[]> _masks = [];
    private readonly Dictionary<NumberExpression, double[]> _columns = [];

    /// <param name="rows">One bit a row of the table, padded to whole blocks.</param>
    public void Add(Condition condition, ulong[] rows) => _masks[condition] = rows;

    /// <param name="values">One a row of the table, padded; NaN where unknown.</param>
    public void Add(NumberExpression number, double[] values) => _columns[number] = values;

    public bool Has(NumberExpression number) => _columns.ContainsKey(number);

    internal ulong[] MaskOf(Condition condition) => _masks.TryGetValue(condition, out var mask) ? mask : throw new InvalidOperationException($"{condition} was not prepared.");
    internal double[] ColumnOf(NumberExpression number) => _columns.TryGetValue(number, out var column) ? column : throw new InvalidOperationException($"{number} was not prepared.");
}
