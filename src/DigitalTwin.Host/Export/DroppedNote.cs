using System.Text.Json;
using DigitalTwin.Host.Retention;

namespace DigitalTwin.Host.Export;

/// <summary>What a file may lack of one series: retention took readings of its class and time. What was held is there.</summary>
internal sealed record DroppedNote(string Asset, string Quantity, DropView Dropped)
{
    /// <summary>Header of a file that lacks something: from and to when, taken together over its series.</summary>
    public const string Header = "Twin-Dropped";

    /// <summary>Key of the file's own note where its format has room for one.</summary>
    public const string MetadataKey = "twin.dropped";

    /// <summary>For the end of a text file: one line, that readers of comments skip.</summary>
    public string Line() =>
        $"# dropped: {Asset} {Quantity} from {Dropped.From} to {Dropped.To}, known until {Dropped.KnownUntil}; kept: {Dropped.Kept}; class {Dropped.Class}: {Dropped.Readings} readings of {Dropped.Series} series, {Dropped.Held} held";

    public static string Span(IReadOnlyCollection<DroppedNote> notes) =>
        $"{notes.Min(n => n.Dropped.From)}/{notes.Max(n => n.Dropped.To)}"; // ISO 8601 of one length sorts as text.

    public static string Json(IReadOnlyCollection<DroppedNote> notes) => JsonSerializer.Serialize(notes, JsonSerializerOptions.Web);
}
