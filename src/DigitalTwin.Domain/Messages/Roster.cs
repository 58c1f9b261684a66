namespace DigitalTwin.Domain.Messages;

/// <summary>A part of the day in which the same people are on call.</summary>
/// <param name="From">Local time, inclusive.</param>
/// <param name="To">Local time, exclusive; not after <paramref name="From"/> where the shift ends on the next day.</param>
/// <param name="Days">On which it begins: 1 Monday … 7 Sunday.</param>
/// <param name="People">In the order in which they are called.</param>
public sealed record Shift(string Id, string Title, TimeOnly From, TimeOnly To, IReadOnlyList<int> Days, IReadOnlyList<string> People)
{
    public TimeSpan Length => To > From ? To - From : To - From + TimeSpan.FromDays(To == From ? 1 : 0);
}

/// <summary>Other people than usual, on the day on which a shift begins.</summary>
public sealed record RosterException(DateOnly Date, string Shift, IReadOnlyList<string> People);

/// <summary>A shift as it is on one day. Times are local.</summary>
public sealed record OnCall(Shift Shift, DateTime From, DateTime To, IReadOnlyList<string> People);

/// <summary>Who of a department is on call when.</summary>
/// <param name="EscalateMinutes">So long a message waits for who was called, before the next one is.</param>
public sealed record Roster(string Department, int Version, int EscalateMinutes, IReadOnlyList<Shift> Shifts, IReadOnlyList<RosterException> Exceptions)
{
    private const int MostShifts = 12, MostPeople = 20, MostExceptions = 400, LongestTitle = 40;

    /// <summary>Who is on call at a local time; of shifts that overlap, the one that began last. Null for nobody.</summary>
    public OnCall? At(DateTime local) => Around(local).Where(c => c.From <= local && local < c.To).MaxBy(c => c.From);

    /// <summary>The next shift that begins after a local time, within a week; null for none.</summary>
    public OnCall? After(DateTime local) => Around(local).Where(c => c.From > local).MinBy(c => c.From);

    /// <summary>The last shift that ended by a local time, within two days; null for none.</summary>
    public OnCall? Before(DateTime local) => Around(local).Where(c => c.To <= local).MaxBy(c => c.To);

    /// <summary>Which field is wrong and why; null where all is well.</summary>
    public (string Field, string Why)? Fault(Func<string, bool> isPerson)
    {
        if (EscalateMinutes is < 1 or > 240) return ("escalateMinutes", $"escalateMinutes is {EscalateMinutes}; expected 1 to 240.");
        if (Shifts.Count > MostShifts) return ("shifts", $"There are {Shifts.Count} shifts; expected at most {MostShifts}.");
        if (Exceptions.Count > MostExceptions) return ("exceptions", $"There are {Exceptions.Count} exceptions; expected at most {MostExceptions}.");
        if (Shifts.Select(s => s.Id).Distinct().Count() != Shifts.Count) return ("shifts", "Two shifts have the same id.");
        foreach (var shift in Shifts)
        {
            if (shift.Id.Length is 0 or > LongestTitle || shift.Title.Length is 0 or > LongestTitle) return ("shifts", $"id and title of a shift: expected 1 to {LongestTitle} characters.");
            if (shift.Days.Count == 0 || shift.Days.Any(d => d is < 1 or > 7)) return ("shifts", $"days of shift '{shift.Id}': expected numbers from 1, Monday, to 7, Sunday.");
            if (Wrong(shift.People) is { } wrong) return ("shifts", $"people of shift '{shift.Id}': {wrong}");
        }
        foreach (var other in Exceptions)
        {
            if (Shifts.All(s => s.Id != other.Shift)) return ("exceptions", $"shift '{other.Shift}' is none of the shifts.");
            if (Wrong(other.People) is { } wrong) return ("exceptions", $"people on {other.Date:yyyy-MM-dd}: {wrong}");
        }
        return null;

        string? Wrong(IReadOnlyList<string> people) =>
            people.Count > MostPeople ? $"expected at most {MostPeople}." : people.FirstOrDefault(p => !isPerson(p)) is { } unknown ? $"there is no account '{unknown}'." : null;
    }

    private IEnumerable<OnCall> Around(DateTime local)
    {
        var today = DateOnly.FromDateTime(local);
        for (var day = today.AddDays(-2); day <= today.AddDays(8); day = day.AddDays(1))
            foreach (var shift in Shifts)
            {
                var isException = Exceptions.LastOrDefault(e => e.Date == day && e.Shift == shift.Id);
                if (isException is null && !shift.Days.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek)) continue;
                var people = isException?.People ?? shift.People;
                if (people.Count > 0) yield return new(shift, day.ToDateTime(shift.From), day.ToDateTime(shift.From) + shift.Length, people);
            }
    }
}
