namespace DigitalTwin.Domain.Alarms;

/// <summary>How soon an operator must turn to an alarm, mildest first. Stored and sent; never renumber.</summary>
public enum AlarmPriority : byte { Low = 1, Medium = 2, High = 3, Critical = 4 }

/// <summary>How bad it gets if nobody acts, mildest first.</summary>
public enum AlarmConsequence : byte { Minor = 1, Moderate = 2, Major = 3, Severe = 4 }

/// <summary>Priority from consequence and time to respond, as ISA-18.2 rationalises it; the cells are data.</summary>
public sealed class PriorityMatrix
{
    private readonly (TimeSpan Within, AlarmPriority[] ByConsequence)[] _rows;

    /// <param name="rows">By time to respond, each with four cells from minor to severe; the last row's time is its longest.</param>
    /// <exception cref="ArgumentException">Rows are missing, out of order, or a longer time or milder consequence gives a higher priority.</exception>
    public PriorityMatrix(IEnumerable<(TimeSpan Within, AlarmPriority[] ByConsequence)> rows)
    {
        _rows = [.. rows];
        if (_rows.Length == 0 || _rows.Any(r => r.ByConsequence.Length != 4)) throw new ArgumentException("A priority matrix has rows of four cells.");
        for (var row = 0; row < _rows.Length; row++)
        {
            var cells = _rows[row].ByConsequence;
            if (!cells.SequenceEqual(cells.Order())) throw new ArgumentException($"In row {row} a milder consequence has a higher priority.");
            if (row > 0 && (_rows[row].Within <= _rows[row - 1].Within || cells.Zip(_rows[row - 1].ByConsequence).Any(c => c.First > c.Second)))
                throw new ArgumentException($"Row {row} has more time than the one before, and must not have a higher priority.");
        }
    }

    public IReadOnlyList<(TimeSpan Within, AlarmPriority[] ByConsequence)> Rows => _rows;

    public AlarmPriority Of(AlarmConsequence consequence, TimeSpan timeToRespond)
    {
        foreach (var (within, cells) in _rows)
            if (timeToRespond <= within) return cells[(byte)consequence - 1];
        return _rows[^1].ByConsequence[(byte)consequence - 1];
    }
}
