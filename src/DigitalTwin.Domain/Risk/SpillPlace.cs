namespace DigitalTwin.Domain.Risk;

/// <summary>How long water stays at a place, s, and the variance of that, s².</summary>
internal readonly record struct Stay(double Seconds, double Variance);

/// <summary>One node on a release's way, and the moments of what passes it.</summary>
internal sealed class SpillPlace
{
    private double _arrived, _square, _earliest;

    public required int Node { get; init; }
    /// <summary>Share of the release's mass that passes, before decay.</summary>
    public double Mass { get; init; }
    /// <summary>The release's own water that passes, m³/s.</summary>
    public double Extra { get; init; }
    /// <summary>Mean time at which what was released first, and last, is felt: s after the start. In a tank, when it is mixed.</summary>
    public double First { get; private set; }
    public double Last { get; private set; }
    /// <summary>The same for what leaves.</summary>
    public double FirstOut { get; private set; }
    public double LastOut { get; private set; }
    /// <summary>Of the arrival of what was released at one moment, s².</summary>
    public double Variance { get; private set; }
    public double VarianceOut { get; private set; }
    /// <summary>Link and place by which it comes first; −1 at the start.</summary>
    public int Via { get; private set; }
    public int Previous { get; private set; }

    public void Forget() => (First, Last, Variance, _arrived, _square, _earliest) = (0, 0, 0, 0, 0, double.PositiveInfinity);

    /// <summary>Some of the release comes by one way; moments mix by mass.</summary>
    public void Arrive(int via, int previous, double mass, double first, double last, double variance)
    {
        if (first < _earliest) (Via, Previous, _earliest) = (via, previous, first);
        var weight = mass / (_arrived += mass);
        First += (first - First) * weight;
        Last += (last - Last) * weight;
        _square += (variance + first * first - _square) * weight;
        Variance = Math.Max(0, _square - First * First);
        (FirstOut, LastOut, VarianceOut) = (First, Last, Variance);
    }

    /// <summary>All has come: it stays here before it goes on.</summary>
    /// <param name="isFelt">Whether the place itself shows what is mixed in it, as a tank does; a plant shows what enters it.</param>
    public void Hold(Stay first, Stay last, bool isFelt)
    {
        (FirstOut, LastOut, VarianceOut) = (First + first.Seconds, Last + last.Seconds, Variance + first.Variance);
        if (isFelt) (First, Last, Variance) = (FirstOut, LastOut, VarianceOut);
    }
}
