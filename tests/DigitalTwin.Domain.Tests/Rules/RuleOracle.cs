namespace DigitalTwin.Domain.Tests.Rules;

/// <summary>Says what conditions mean from the whole history, naively: every window is searched out anew, every past is a list of all that was seen. Shares no code with the evaluator.</summary>
internal sealed class RuleOracle(long freshMs)
{
    /// <summary>A condition with its naive meaning; the text is what the evaluator gets.</summary>
    public abstract record Meaning(string Text);
    public sealed record Compare(string Text, string Series, string Measure, long SpanMs, string Op, double Bound) : Meaning(Text);
    public sealed record Both(string Text, Meaning A, Meaning B, bool IsOr) : Meaning(Text);
    public sealed record Opposite(string Text, Meaning Of) : Meaning(Text);
    /// <param name="HeldMs">Of a delay; else <paramref name="Measure"/> is count, starts or duration (s).</param>
    public sealed record Past(string Text, Meaning Of, string Measure, long SpanMs, long? HeldMs, string Op, double Bound) : Meaning(Text);

    private readonly List<(string Series, long At, double Value)> _history = [];
    private readonly Dictionary<Past, List<(long At, bool? Truth, bool ByReading)>> _seen = new(ReferenceEqualityComparer.Instance);
    private long _now;

    public bool? Run(Meaning meaning, IEnumerable<(string Series, long At, double Value)> readings, long end)
    {
        // What a condition does not name, it is not looked at for.
        foreach (var reading in readings.Where(r => Names(meaning, r.Series)).OrderBy(r => r.At))
        {
            Pass(meaning, reading.At);
            _history.Add(reading);
            _now = reading.At;
            See(meaning, reading.Series);
        }
        Pass(meaning, end);
        _now = end;
        See(meaning, null);
        return Of(meaning);
    }

    /// <summary>Each moment before a time at which something changes by itself.</summary>
    private void Pass(Meaning meaning, long to)
    {
        while (Changes(meaning).Where(t => t > _now).DefaultIfEmpty(long.MaxValue).Min() is var next && next < to)
        {
            _now = next;
            See(meaning, null);
        }
    }

    private IEnumerable<long> Changes(Meaning meaning) => meaning switch
    {
        Compare c when Newest(c.Series) is { } newest => c.Measure is "newest" ? [newest.At + freshMs + 1] : [newest.At + freshMs + 1, newest.At + Math.Max(freshMs, c.SpanMs / 4) + 1],
        Both b => Changes(b.A).Concat(Changes(b.B)),
        Opposite o => Changes(o.Of),
        Past { HeldMs: { } held } p => Changes(p.Of).Concat(Since(p) is { } since ? [since + held] : []),
        Past p => Changes(p.Of),
        _ => [],
    };

    /// <summary>Inner pasts first, as they are part of what the outer ones see.</summary>
    private void See(Meaning meaning, string? series)
    {
        switch (meaning)
        {
            case Both b: See(b.A, series); See(b.B, series); break;
            case Opposite o: See(o.Of, series); break;
            case Past p:
                See(p.Of, series);
                if (!_seen.TryGetValue(p, out var seen)) _seen[p] = seen = [];
                seen.Add((_now, Of(p.Of), series is not null && Names(p.Of, series)));
                break;
        }
    }

    private bool? Of(Meaning meaning) => meaning switch
    {
        Compare c => Held(c.Op, Measured(c), c.Bound),
        Both { IsOr: true } b => (Of(b.A), Of(b.B)) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null },
        Both b => (Of(b.A), Of(b.B)) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null },
        Opposite o => !Of(o.Of),
        Past p => OfPast(p),
        _ => null,
    };

    private double? Measured(Compare c)
    {
        if (Newest(c.Series) is not { } newest) return null;
        if (c.Measure == "newest") return _now - newest.At <= freshMs ? newest.Value : null;
        var part = Math.Max(1, (long)Math.Ceiling(c.SpanMs / 60.0));
        var inside = _history.Where(r => r.Series == c.Series && r.At / part > _now / part - 60).ToArray();
        if (inside.Length == 0 || inside[^1].At - inside[0].At < c.SpanMs / 2.0 || _now - inside[^1].At > Math.Max(freshMs, c.SpanMs / 4)) return null;
        var values = inside.Select(r => r.Value).ToArray();
        var mean = values.Average();
        switch (c.Measure)
        {
            case "mean": return mean;
            case "min": return values.Min();
            case "max": return values.Max();
            case "change": return values[^1] - values[0];
            case "stdev": return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        }
        var points = inside.GroupBy(r => r.At / part).Select(g => (T: g.Average(r => (r.At - inside[0].At) / 1000.0), V: g.Average(r => r.Value))).ToArray();
        var (meanT, meanV) = (points.Average(p => p.T), points.Average(p => p.V));
        var spread = points.Sum(p => (p.T - meanT) * (p.T - meanT));
        return spread > 0 ? points.Sum(p => (p.T - meanT) * (p.V - meanV)) / spread : null;
    }

    private bool? OfPast(Past p)
    {
        var seen = _seen[p];
        if (seen[^1].Truth is not { } truth) return null;
        if (p.HeldMs is { } held) return truth && _now - Since(p) >= held;
        var part = Math.Max(1, (long)Math.Ceiling(p.SpanMs / 60.0));
        bool Inside(long at) => at / part > _now / part - 60;
        double number;
        if (p.Measure == "count") number = seen.Count(s => s.Truth == true && s.ByReading && Inside(s.At));
        else if (p.Measure == "starts") number = Enumerable.Range(1, seen.Count - 1).Count(i => seen[i].Truth == true && seen[i - 1].Truth == false && Inside(seen[i].At));
        else
        {
            var earliest = (_now / part - 59) * part;
            number = Enumerable.Range(1, seen.Count - 1).Where(i => seen[i - 1].Truth == true).Sum(i => Math.Max(0, seen[i].At - Math.Max(seen[i - 1].At, earliest))) / 1000.0;
        }
        return Held(p.Op, number, p.Bound);
    }

    /// <summary>Since when it has been true without a break; null where it is not.</summary>
    private long? Since(Past p)
    {
        if (!_seen.TryGetValue(p, out var seen) || seen.Count == 0 || seen[^1].Truth != true) return null;
        var first = seen.Count - 1;
        while (first > 0 && seen[first - 1].Truth == true) first--;
        return seen[first].At;
    }

    private (string Series, long At, double Value)? Newest(string series) => _history.FindLastIndex(r => r.Series == series) is >= 0 and var at ? _history[at] : null;

    private static bool Names(Meaning meaning, string series) => meaning switch
    {
        Compare c => c.Series == series,
        Both b => Names(b.A, series) || Names(b.B, series),
        Opposite o => Names(o.Of, series),
        Past p => Names(p.Of, series),
        _ => false,
    };

    private static bool? Held(string op, double? value, double bound) => value is not { } v ? null : op == ">" ? v > bound : v < bound;
}
