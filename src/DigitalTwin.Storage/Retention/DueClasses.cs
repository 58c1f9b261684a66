using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.Segments;

namespace DigitalTwin.Storage.Retention;

/// <summary>What a plan asks of one segment: which classes are due in it and were not dropped from it yet.</summary>
internal sealed class DueClasses(Segment segment, RetentionPlan plan, IReadOnlyList<Hold> holds, IReadOnlyList<Drop> done)
{
    private readonly Dictionary<string, Due> _byClass = [];

    /// <summary>The holds that touch the segment.</summary>
    public IReadOnlyList<Hold> Holds { get; } = [.. holds.Where(h => h.Touches(new Instant(segment.FirstAt), new Instant(segment.LastAt)))];

    /// <summary>What is to be done with a class here; counts what was.</summary>
    public Due Of(RetentionClass kept)
    {
        if (_byClass.TryGetValue(kept.Name, out var due)) return due;
        return _byClass[kept.Name] = new Due(kept.Name, Step(kept));
    }

    /// <summary>What was done for each class that was due.</summary>
    public IEnumerable<Due> Done => _byClass.Values.Where(d => d.Step != RetentionStep.Keep);

    /// <summary>Whether any of the classes is due, without looking at the readings.</summary>
    public bool Any(IEnumerable<RetentionClass> classes) => classes.Any(c => Step(c) != RetentionStep.Keep);

    private RetentionStep Step(RetentionClass kept)
    {
        var known = new Instant(segment.NewestKnownAt);
        var wanted = kept.Hours is { } hours && known + hours < plan.Now ? RetentionStep.DropAll
            : kept.Readings is { } readings && known + readings < plan.Now ? RetentionStep.KeepHours
            : RetentionStep.Keep;
        if (wanted == RetentionStep.Keep) return wanted;
        var before = done.LastOrDefault(d => d.Class == kept.Name);
        if (before is null || (before.Hours && wanted == RetentionStep.DropAll)) return wanted;
        // What a hold kept is dropped once none touches the segment any more.
        return before.Held > 0 && Holds.Count == 0 ? wanted : RetentionStep.Keep;
    }
}

internal enum RetentionStep { Keep, KeepHours, DropAll }

/// <summary>One class in one segment.</summary>
internal sealed class Due(string name, RetentionStep step)
{
    public string Class => name;
    public RetentionStep Step => step;
    public long Dropped { get; set; }
    public long Held { get; set; }
    public int Series { get; set; }
}
