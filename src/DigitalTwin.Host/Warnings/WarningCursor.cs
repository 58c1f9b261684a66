using System.Globalization;
using System.Text;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Warnings;

/// <summary>A place in the list of warnings that stays where it is while the list moves: told by what orders it, not by a count.</summary>
/// <param name="Open">Level, since and id of the last open one shown; null past the open ones.</param>
/// <param name="Ended">The last ended one shown; null before the first of them.</param>
internal sealed record WarningCursor((byte Level, long Since, string Id)? Open, ClosedMark? Ended)
{
    /// <summary>Gravest first, then newest, then by id.</summary>
    public static readonly IComparer<WarningRecord> OpenOrder = Comparer<WarningRecord>.Create((a, b) => Compare((a.Level, a.Cause.Since, a.Id), (b.Level, b.Cause.Since, b.Id)));

    public static WarningCursor After(WarningRecord open) => new((open.Level, open.Cause.Since, open.Id), null);
    public static WarningCursor After(ClosedMark ended) => new(null, ended);

    /// <summary>Whether an open warning comes after this place.</summary>
    public bool IsBefore(WarningRecord warning) => Open is not { } last || Compare(last, (warning.Level, warning.Cause.Since, warning.Id)) < 0;

    public string Text() => Convert.ToBase64String(Encoding.UTF8.GetBytes(Ended is { } ended
        ? string.Create(CultureInfo.InvariantCulture, $"e|{ended.ClosedAt.UnixMilliseconds}|{ended.Subject}")
        : string.Create(CultureInfo.InvariantCulture, $"o|{Open!.Value.Level}|{Open.Value.Since}|{Open.Value.Id}")));

    /// <summary>False where the text is no cursor; null for none.</summary>
    public static bool TryRead(string? text, out WarningCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text)) return true;
        var bytes = new byte[text.Length];
        if (text.Length > 2048 || !Convert.TryFromBase64String(text, bytes, out var length)) return false;
        var whole = Encoding.UTF8.GetString(bytes, 0, length);
        var parts = whole.Split('|', whole.StartsWith('e') ? 3 : 4); // The id comes last and may hold anything.
        cursor = parts switch
        {
            ["e", var closed, var subject] when Number(closed) is { } at => After(new ClosedMark(new Instant(at), subject)),
            ["o", var level, var since, var id] when Number(level) is >= 0 and <= 4 and { } l && Number(since) is { } s => new(((byte)l, s, id), null),
            _ => null,
        };
        return cursor is not null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int Compare((byte Level, long Since, string Id) a, (byte Level, long Since, string Id) b) =>
        a.Level != b.Level ? b.Level.CompareTo(a.Level) : a.Since != b.Since ? b.Since.CompareTo(a.Since) : string.CompareOrdinal(a.Id, b.Id);
}
