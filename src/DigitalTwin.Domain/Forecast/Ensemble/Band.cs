namespace DigitalTwin.Domain.Forecast.Ensemble;

/// <summary>What lies below a tenth, a half and nine tenths of an ensemble's members: [time][element].</summary>
public sealed record Band(IReadOnlyList<float[]> P10, IReadOnlyList<float[]> P50, IReadOnlyList<float[]> P90)
{
    /// <summary>Straight lines between ordered members (Hyndman and Fan 1996, definition 7). All members have as many times and elements.</summary>
    internal static Band Of(IReadOnlyList<IReadOnlyList<float[]>> members)
    {
        var times = members[0].Count;
        var (low, middle, high) = (new float[times][], new float[times][], new float[times][]);
        Span<float> sorted = stackalloc float[members.Count];
        for (var t = 0; t < times; t++)
        {
            var count = members[0][t].Length;
            (low[t], middle[t], high[t]) = (new float[count], new float[count], new float[count]);
            for (var e = 0; e < count; e++)
            {
                for (var m = 0; m < members.Count; m++) sorted[m] = members[m][t][e];
                sorted.Sort();
                (low[t][e], middle[t][e], high[t][e]) = (At(sorted, 0.1), At(sorted, 0.5), At(sorted, 0.9));
            }
        }
        return new(low, middle, high);
    }

    internal static float At(ReadOnlySpan<float> sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? (float)(sorted[below] + (at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}

/// <summary>Tenth, half and nine tenths of one number.</summary>
public readonly record struct Spread(double P10, double P50, double P90)
{
    internal static Spread Of(IEnumerable<double> values)
    {
        Span<float> sorted = [.. values.Select(v => (float)v)];
        sorted.Sort();
        return new(Band.At(sorted, 0.1), Band.At(sorted, 0.5), Band.At(sorted, 0.9));
    }
}
