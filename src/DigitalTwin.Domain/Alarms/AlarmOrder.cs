namespace DigitalTwin.Domain.Alarms;

/// <summary>What a person asks of one alarm.</summary>
/// <param name="Who">By the key or the account.</param>
/// <param name="Seen">The version that the person saw; null where not told. What was announced after it is not acknowledged unseen.</param>
public abstract record AlarmOrder(string Who, int? Seen)
{
    public const int LongestText = 500;

    /// <param name="WithNested">Also those that this one brought about.</param>
    public sealed record Acknowledge(string Who, string? Note, bool WithNested, int? Seen = null) : AlarmOrder(Who, Seen);
    /// <summary>Takes an acknowledgement back.</summary>
    public sealed record Unacknowledge(string Who, string? Note) : AlarmOrder(Who, (int?)null);
    public sealed record Shelve(string Who, TimeSpan For, string Reason) : AlarmOrder(Who, (int?)null);
    public sealed record Unshelve(string Who, string? Note) : AlarmOrder(Who, (int?)null);
    public sealed record Comment(string Who, string Text) : AlarmOrder(Who, (int?)null);
    /// <param name="To">Empty takes it from whoever has it.</param>
    public sealed record Assign(string Who, string To) : AlarmOrder(Who, (int?)null);
    public sealed record RemoveFromService(string Who, string Reason) : AlarmOrder(Who, (int?)null);
    public sealed record ReturnToService(string Who, string? Note) : AlarmOrder(Who, (int?)null);

    /// <summary>What is wrong with it, whatever the alarm: the field, and what was expected; null where nothing is.</summary>
    public (string Field, string Why)? Fault(AlarmSettings settings) => this switch
    {
        Shelve s when s.For <= TimeSpan.Zero || s.For > settings.LongestShelf => ("minutes", $"minutes is {s.For.TotalMinutes}; expected more than 0 and at most {settings.LongestShelf.TotalMinutes}."),
        Shelve s => Required("reason", s.Reason),
        RemoveFromService r => Required("reason", r.Reason),
        Comment c => Required("text", c.Text),
        Assign a => Bounded("to", a.To),
        Acknowledge a => Bounded("comment", a.Note),
        Unacknowledge u => Bounded("comment", u.Note),
        Unshelve u => Bounded("comment", u.Note),
        ReturnToService r => Bounded("comment", r.Note),
        _ => null,
    };

    private static (string, string)? Required(string field, string? text) => string.IsNullOrWhiteSpace(text) ? (field, $"{field} is absent; expected 1 to {LongestText} characters.") : Bounded(field, text);

    private static (string, string)? Bounded(string field, string? text) => text is { Length: > LongestText } ? (field, $"{field} has {text.Length} characters; expected at most {LongestText}.") : null;
}

/// <summary>What became of an order.</summary>
public abstract record AlarmAnswer
{
    private AlarmAnswer() { }

    public sealed record Done(Alarm Alarm) : AlarmAnswer;
    /// <summary>No such alarm stands, and the order does not begin one.</summary>
    public sealed record NotThere : AlarmAnswer;
    public sealed record Faulty(string Field, string Why) : AlarmAnswer;
    /// <summary>Its state does not allow it; <paramref name="Why"/> says since when and by whom.</summary>
    public sealed record Refused(Alarm Alarm, string Why) : AlarmAnswer;
}
