using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Language;

namespace DigitalTwin.Domain.Rules.Evaluation;

/// <summary>A span that moves over time, in parts of a sixtieth; only parts in which something came take room.</summary>
internal sealed class Parts<T>(TimeSpan span) where T : struct
{
    private readonly long _length = LengthOf(span);
    private T[] _parts = [];
    private long[] _index = [];
    private int _first, _count;

    /// <summary>The length of a part, ms.</summary>
    public static long LengthOf(TimeSpan span) => Math.Max(1, (long)Math.Ceiling(span.TotalMilliseconds / RuleBounds.WindowParts));

    public T? Newest => _count == 0 ? null : _parts[_first + _count - 1];

    /// <summary>The part of a time that is not before the newest part; what lies before its window is forgotten.</summary>
    public ref T At(Instant at)
    {
        var index = IndexOf(at);
        while (_count > 0 && _index[_first] <= index - RuleBounds.WindowParts)
        {
            _first++;
            _count--;
        }
        if (_count == 0 || _index[_first + _count - 1] < index) Append(index);
        return ref _parts[_first + _count - 1];
    }

    /// <summary>The parts of the window at a time, oldest first.</summary>
    public ReadOnlySpan<T> Within(Instant now)
    {
        var oldest = IndexOf(now) - RuleBounds.WindowParts + 1;
        var (from, count) = (_first, _count);
        while (count > 0 && _index[from] < oldest)
        {
            from++;
            count--;
        }
        return _parts.AsSpan(from, count);
    }

    public long IndexOf(Instant at) => Math.DivRem(at.UnixMilliseconds, _length) is var (whole, rest) && rest < 0 ? whole - 1 : whole;

    /// <summary>Where the part after this time begins.</summary>
    public Instant NextPart(Instant at) => new((IndexOf(at) + 1) * _length);

    private void Append(long index)
    {
        if (_first + _count == _parts.Length)
        {
            // To the front, and twice the room where most of it is taken: at most two windows' worth.
            var size = _count * 2 < _parts.Length ? _parts.Length : Math.Clamp(_parts.Length * 2, 4, RuleBounds.WindowParts * 2);
            var (parts, indices) = (new T[size], new long[size]);
            Array.Copy(_parts, _first, parts, 0, _count);
            Array.Copy(_index, _first, indices, 0, _count);
            (_parts, _index, _first) = (parts, indices, 0);
        }
        _parts[_first + _count] = default;
        _index[_first + _count] = index;
        _count++;
    }
}
