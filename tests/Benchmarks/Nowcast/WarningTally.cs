using System.Globalization;
using DigitalTwin.Domain.Forecast.Events;

namespace Benchmarks.Nowcast;

/// <summary>Warnings of overflow as the live city raises and ends them from forecast to forecast, and what became of each.</summary>
/// <param name="raises">Probability from which one is raised.</param>
/// <param name="ends">Probability below which it ends.</param>
/// <param name="confirmed">Below this probability two forecasts one after the other must say so; 0 raises at once.</param>
internal sealed class WarningTally(double raises, double ends, double confirmed = 0)
{
    private readonly Dictionary<string, Open> _open = [];
    private readonly Dictionary<string, DateTime> _seen = [];
    private readonly List<Open> _over = [];
    private DateTime _before = DateTime.MinValue;

    public void Issued(DateTime now, IEnumerable<ForecastEvent> events)
    {
        var expected = events.Where(e => e.Kind == ForecastEventKind.Overflow).ToDictionary(e => e.Asset);
        foreach (var (node, e) in expected.Where(e => e.Value.Probability >= raises))
        {
            var isConfirmed = e.Probability >= confirmed || _seen.TryGetValue(node, out var last) && last == _before;
            _seen[node] = now;
            if (isConfirmed && !_open.ContainsKey(node)) _open[node] = new Open(node, now, e.ExpectedAt);
        }
        foreach (var node in _open.Keys.Where(n => !expected.TryGetValue(n, out var e) || e.Probability < ends).ToArray())
        {
            _over.Add(_open[node] with { Ended = now });
            _open.Remove(node);
        }
        _before = now;
    }

    /// <summary>By how far ahead each warning said that the overflow would come when it was raised.</summary>
    /// <param name="floods">First minute of every node that lost water.</param>
    public Counts Judge(IReadOnlyDictionary<string, DateTime> floods)
    {
        var all = _over.Concat(_open.Values).ToArray();
        // One that was raised while water stood over the rim already told nothing new; one that ended before it came was in vain.
        bool Came(Open w) => floods.TryGetValue(w.Node, out var first) && first >= w.Raised && (w.Ended is not { } ended || first <= ended);
        bool Late(Open w) => floods.TryGetValue(w.Node, out var first) && first < w.Raised;
        string Line(string name, Func<double, bool> lead)
        {
            var some = all.Where(w => lead((w.Expected - w.Raised).TotalMinutes)).ToArray();
            return string.Create(CultureInfo.InvariantCulture, $"{name}: {some.Length} raised, {some.Count(Came)} came, {some.Count(Late)} after it had come, {some.Count(w => !Came(w) && !Late(w))} in vain");
        }
        return new(all.Length, all.Count(Came), all.Count(Late), all.Count(w => !Came(w) && !Late(w)), [Line("expected within 15 min", l => l <= 15), Line("15 to 60 min", l => l is > 15 and <= 60), Line("beyond an hour", l => l > 60)]);
    }

    public sealed record Counts(int Raised, int Came, int Late, int InVain, IReadOnlyList<string> ByLead);

    private sealed record Open(string Node, DateTime Raised, DateTime Expected, DateTime? Ended = null);
}
