namespace DigitalTwin.Domain.Hydraulics.Hydrology;

/// <summary>Numbers by city time: an inflow, a stage, an evaporation. Straight lines between them.</summary>
public sealed class TimeSeries
{
    private readonly DateTime[] _at;
    private readonly double[] _value;

    /// <exception cref="ArgumentException">There is no entry, a value is no number, or times do not ascend.</exception>
    public TimeSeries(IEnumerable<(DateTime At, double Value)> entries)
    {
        var list = entries.ToArray();
        if (list.Length == 0) throw new ArgumentException("A series is empty; expected at least one time and value.", nameof(entries));
        (_at, _value) = ([.. list.Select(e => e.At)], [.. list.Select(e => e.Value)]);
        for (var i = 0; i < _at.Length; i++)
        {
            if (!double.IsFinite(_value[i])) throw new ArgumentException($"The value at {_at[i]:s} is {_value[i]}; expected a number.", nameof(entries));
            if (i > 0 && _at[i] <= _at[i - 1]) throw new ArgumentException($"{_at[i]:s} follows {_at[i - 1]:s}; expected ascending times.", nameof(entries));
        }
    }

    public IEnumerable<(DateTime At, double Value)> Entries => _at.Zip(_value);

    /// <summary>The end values hold outside.</summary>
    public double At(DateTime time)
    {
        var i = Array.BinarySearch(_at, time);
        if (i >= 0) return _value[i];
        i = ~i;
        if (i == 0) return _value[0];
        return i == _at.Length ? _value[^1] : _value[i - 1] + (time - _at[i - 1]) / (_at[i] - _at[i - 1]) * (_value[i] - _value[i - 1]);
    }

    /// <summary>As <see cref="At"/>, and 0 before the first and behind the last.</summary>
    public double Within(DateTime time) => time < _at[0] || time > _at[^1] ? 0 : At(time);

    /// <summary>The value that was last given; the first one before it.</summary>
    public double Latest(DateTime time)
    {
        var i = Array.BinarySearch(_at, time);
        return _value[Math.Max(0, i >= 0 ? i : ~i - 1)];
    }
}
