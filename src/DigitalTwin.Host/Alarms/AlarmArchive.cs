using System.Globalization;
using System.Text;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Alarms;

namespace DigitalTwin.Host.Alarms;

/// <summary>Which alarms are asked for; null or empty for all.</summary>
/// <param name="Group">An alarm's id: that one and what lies under it.</param>
internal sealed record AlarmQuestion(IReadOnlySet<AlarmState> States, IReadOnlySet<AlarmPriority> Priorities, string? Asset, string? Group, Instant? AsOf, AlarmCursor? After, int Limit)
{
    public bool Wants(AlarmRecord a) => (Priorities.Count == 0 || Priorities.Contains((AlarmPriority)a.Priority))
        && (string.IsNullOrEmpty(Asset) || a.Asset == Asset || a.Members.Contains(Asset)) && (string.IsNullOrEmpty(Group) || a.Id == Group || a.Parent == Group);
}

/// <summary>Where a page of alarms ended: by what orders the list, not by a count.</summary>
/// <param name="Standing">The last one shown of those that stand; null past them.</param>
/// <param name="Ended">The last ended one shown.</param>
internal sealed record AlarmCursor((byte Priority, long RaisedAt, string Id)? Standing, ClosedMark? Ended)
{
    /// <summary>Gravest first, then longest standing.</summary>
    public static int Compare((byte Priority, long RaisedAt, string Id) a, (byte Priority, long RaisedAt, string Id) b) =>
        a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.RaisedAt != b.RaisedAt ? a.RaisedAt.CompareTo(b.RaisedAt) : string.CompareOrdinal(a.Id, b.Id);

    public static (byte Priority, long RaisedAt, string Id) Place(AlarmRecord a) => (a.Priority, a.RaisedAt, a.Id);

    public string Text() => Convert.ToBase64String(Encoding.UTF8.GetBytes(Ended is { } ended
        ? string.Create(CultureInfo.InvariantCulture, $"e|{ended.ClosedAt.UnixMilliseconds}|{ended.Subject}")
        : string.Create(CultureInfo.InvariantCulture, $"s|{Standing!.Value.Priority}|{Standing.Value.RaisedAt}|{Standing.Value.Id}")));

    /// <summary>False where the text is no cursor; null for none.</summary>
    public static bool TryRead(string? text, out AlarmCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text)) return true;
        var bytes = new byte[text.Length];
        if (text.Length > 2048 || !Convert.TryFromBase64String(text, bytes, out var length)) return false;
        var whole = Encoding.UTF8.GetString(bytes, 0, length);
        cursor = whole.Split('|', whole.StartsWith('e') ? 3 : 4) switch
        {
            ["e", var closed, var subject] when Number(closed) is { } at => new AlarmCursor(null, new ClosedMark(new Instant(at), subject)),
            ["s", var priority, var raised, var id] when Number(priority) is >= 0 and <= 4 and { } p && Number(raised) is { } r => new AlarmCursor(((byte)p, r, id), null),
            _ => null,
        };
        return cursor is not null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Alarms of now from the board, and those of the past from the fact log.</summary>
internal sealed class AlarmArchive(AlarmBoard board, AlarmLog log, IFactLog facts)
{
    private const int EndedAtOnce = 500;
    /// <summary>Ended ones looked at for one page; where few of them are wanted a page is short, and the next goes on.</summary>
    private const int MostLookedAt = 5_000;

    /// <summary>Those that stand, gravest and oldest first; then, where <c>normal</c> is asked for, what has ended, newest first.</summary>
    public async Task<(IReadOnlyList<AlarmRecord> Found, AlarmCursor? Next)> Find(AlarmQuestion question, CancellationToken cancel)
    {
        var found = new List<AlarmRecord>();
        if (question.After?.Ended is null)
        {
            var all = question.AsOf is null ? board.Standing() : await log.Open(question.AsOf, cancel);
            found.AddRange(all.Where(a => (question.States.Count == 0 || question.States.Contains((AlarmState)a.State)) && question.Wants(a))
                .Where(a => question.After?.Standing is not { } last || AlarmCursor.Compare(last, AlarmCursor.Place(a)) < 0)
                .Order(Comparer<AlarmRecord>.Create((a, b) => AlarmCursor.Compare(AlarmCursor.Place(a), AlarmCursor.Place(b)))).Take(question.Limit));
            if (found.Count == question.Limit) return (found, new AlarmCursor(AlarmCursor.Place(found[^1]), null));
        }
        if (!question.States.Contains(AlarmState.Normal)) return (found, null);
        var mark = question.After?.Ended;
        for (var looked = 0; looked < MostLookedAt; looked += EndedAtOnce)
        {
            var ended = await facts.Closed(AlarmLog.Stream, question.AsOf, mark, EndedAtOnce, cancel);
            foreach (var fact in ended)
            {
                mark = new ClosedMark(fact.ClosedAt!.Value, fact.Subject);
                if (AlarmLog.Read(fact) is not { State: (byte)AlarmState.Normal } alarm || !question.Wants(alarm)) continue;
                found.Add(alarm);
                if (found.Count == question.Limit) return (found, new AlarmCursor(null, mark));
            }
            if (ended.Count < EndedAtOnce) return (found, null);
        }
        return (found, new AlarmCursor(null, mark));
    }
}
