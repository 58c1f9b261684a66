using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace Benchmarks.Load;

/// <summary>Local rules, flow field, warning books and the alarm book fed in order of time, as grains would, without grains.</summary>
internal sealed class StormReplay(Bellinge bellinge)
{
    private readonly Dictionary<AssetKey, LiveState> _states = [];
    private readonly Dictionary<string, WarningBook> _books = [];
    private readonly Dictionary<string, Warning> _open = [];
    private readonly FlowField _flows = new(bellinge.Network);
    private readonly List<Symptom> _changed = [];
    private readonly AlarmBook _alarms = new(() => AlarmCatalogue.Default, AlarmSettings.Default);

    /// <summary>When each node was first said to overflow, now or soon.</summary>
    public Dictionary<AssetKey, Instant> Overflows { get; } = [];
    /// <summary>Warnings that opened.</summary>
    public int Opened { get; private set; }
    /// <summary>Every version of every alarm, as the alarm book's log would hold it; nobody acknowledges any.</summary>
    public List<Alarm> Alarms { get; } = [];

    public void Observe(in Reading reading)
    {
        if (!bellinge.Network.TryFind(reading.Asset, out var element)) return;
        if (!_states.TryGetValue(reading.Asset, out var state))
            _states[reading.Asset] = state = new LiveState(AssetProfile.Of(bellinge.Network, reading.Asset, bellinge.Network.KindOf(element)), LocalRules.Default);
        _flows.Observe(reading.Asset, reading.Quantity, reading.Value, reading.At);
        state.Apply(reading, _changed);
    }

    /// <summary>A minute is over: symptoms go to their catchments, and open warnings follow the flows.</summary>
    public void Tick(Instant now)
    {
        foreach (var state in _states.Values) state.Advance(now, _changed);
        _flows.SetHourOfDay(Math.Floor(CityCalendar.Of(bellinge.Network.Source).HourOf(now) * 4) / 4);
        _flows.Recompute();
        foreach (var symptom in _changed)
            if (bellinge.Network.TryFind(symptom.Asset, out var element)) Take(Book(bellinge.Network.CatchmentOf(element).Id).Report(symptom, now), now);
        _changed.Clear();
        foreach (var book in _books.Values.ToArray()) Take(book.Refresh(now), now);
        Alarms.AddRange(_alarms.Tick(now).Alarms);
    }

    private void Take(WarningChanges changes, Instant now)
    {
        foreach (var warning in changes.Warnings)
        {
            if (warning.IsOpen && warning.Entry is null && !_open.ContainsKey(warning.Id)) Opened++;
            if (warning.IsOpen) _open[warning.Id] = warning;
            else _open.Remove(warning.Id);
            if (!warning.IsOpen) continue;
            if (warning.Cause.Kind == SymptomKind.Overflow) Overflows.TryAdd(warning.Cause.Asset, now);
            foreach (var effect in warning.Effects)
                if (effect is { Direction: EffectDirection.Upstream, Level: >= WarningLevel.Orange }) Overflows.TryAdd(effect.Asset, now);
        }
        // What goes on over a border is the same alarm, told there too.
        var signals = changes.Warnings.Where(w => w.Entry is null).Select(Signal).ToArray();
        if (changes.Warnings.Count > 0) Alarms.AddRange(_alarms.Take(signals, now, roots: AlarmRoots.Of(_open.Values)).Alarms);
        foreach (var crossing in changes.Crossings) Take(Book(crossing.Into).Enter(crossing, now), now);
    }

    private AlarmSignal Signal(Warning warning)
    {
        AssetKind? kind = bellinge.Network.TryFind(warning.Cause.Asset, out var element) ? bellinge.Network.KindOf(element) : null;
        return AlarmSignal.Of(warning, $"bellinge:{bellinge.Name(warning.Cause.Asset)}", kind, QuantityCatalogue.Default.Of(warning.Cause.Quantity).Name);
    }

    private WarningBook Book(string catchment) =>
        _books.TryGetValue(catchment, out var book) ? book : _books[catchment] = new WarningBook(catchment, _flows);
}
