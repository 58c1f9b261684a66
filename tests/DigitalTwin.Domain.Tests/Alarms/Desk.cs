using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Alarms;

/// <summary>A book under a clock that the test moves, with short ways to signal and to order.</summary>
internal sealed class Desk(int mostAlarms = AlarmBook.MostAlarms)
{
    public static readonly Instant Start = new(1_700_000_000_000);

    public AlarmBook Book { get; } = new(() => AlarmCatalogue.Default, AlarmSettings.Default, mostAlarms);
    public Instant Now { get; private set; } = Start;
    /// <summary>Every version that came out, in order.</summary>
    public List<Alarm> Versions { get; } = [];
    public List<string> Repeats { get; } = [];

    public static string Overflow(string at = "M1") => $"t:{at}~sewer.overflow";

    public Desk Raise(string at = "M1", WarningLevel level = WarningLevel.Red, string? source = null, IReadOnlyDictionary<string, string>? roots = null)
    {
        Keep(Book.Take([Signal(at, level, source)], Now, roots: roots));
        return this;
    }

    public Desk End(string at = "M1", string? source = null)
    {
        Keep(Book.Take([Signal(at, WarningLevel.Red, source) with { Until = Now }], Now));
        return this;
    }

    public Desk Pass(double minutes)
    {
        Now += TimeSpan.FromMinutes(minutes);
        Keep(Book.Tick(Now));
        return this;
    }

    public AlarmAnswer Do(AlarmOrder order, string? alarm = null, AlarmPlace? place = null)
    {
        var (answer, changes) = Book.Do(alarm ?? Overflow(), order, Now, place);
        Keep(changes);
        return answer;
    }

    public Desk Acknowledge(string? alarm = null)
    {
        Assert.IsType<AlarmAnswer.Done>(Do(new AlarmOrder.Acknowledge("ann", "seen", false), alarm));
        return this;
    }

    public Alarm? Find(string at = "M1") => Book.Find(Overflow(at));

    public AlarmState StateOf(string at = "M1") => Find(at)?.State ?? AlarmState.Normal;

    public void Keep(AlarmChanges changes)
    {
        Versions.AddRange(changes.Alarms);
        Repeats.AddRange(changes.Repeats);
    }

    public AlarmSignal Signal(string at, WarningLevel level, string? source = null) => new()
    {
        Source = source ?? $"w-{at}", Trigger = "overflow", Subject = $"t:{at}", Asset = $"t:{at}", Kind = AssetKind.Manhole, Level = level, Quantity = Quantity.Level, Value = 3.2, Limit = 3, Since = Now,
    };
}
