using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Units;

namespace DigitalTwin.Ingest.Json;

/// <summary>Turns a JSON array of readings into <see cref="Reading"/>s: known assets, canonical units, quality marks. Makes no string for a good item.</summary>
public sealed class ReadingParser(IRegistry registry, QuantityCatalogue catalogue)
{
    private readonly KnownQuantities _quantities = new(catalogue);
    private readonly AssetOrder _order = new();

    /// <param name="body">UTF-8. Where it holds bare <c>NaN</c> or <c>Infinity</c>, which is not JSON, those are overwritten so that only their items are refused.</param>
    /// <param name="latest">The latest time that a reading may have.</param>
    /// <param name="maxItems">How many items one batch may hold.</param>
    public ParseOutcome Parse(Span<byte> body, Instant latest, int maxItems)
    {
        try
        {
            return Read(body, latest, maxItems);
        }
        catch (JsonException) when (BareNumbers.Quote(body))
        {
            return ParseQuoted(body, latest, maxItems);
        }
        catch (JsonException e)
        {
            return Malformed(e);
        }
    }

    private ParseOutcome ParseQuoted(ReadOnlySpan<byte> body, Instant latest, int maxItems)
    {
        try
        {
            return Read(body, latest, maxItems);
        }
        catch (JsonException e)
        {
            return Malformed(e);
        }
    }

    private ParseOutcome Read(ReadOnlySpan<byte> body, Instant latest, int maxItems)
    {
        const int shortestItem = 64;
        var buffer = new ReadingBuffer(Math.Min(body.Length / shortestItem + 1, maxItems));
        var kept = false;
        try
        {
            if (new PlainItems(body, registry, _quantities, _order, latest).TryRead(buffer, maxItems))
            {
                kept = true;
                return new ParseOutcome.Parsed(buffer, []);
            }
            buffer.Clear();
            var outcome = ReadGeneral(body, latest, maxItems, buffer);
            kept = outcome is ParseOutcome.Parsed;
            return outcome;
        }
        finally
        {
            if (!kept) buffer.Dispose();
        }
    }

    /// <summary>Reads what <see cref="PlainItems"/> gives up; on what that takes, both agree.</summary>
    internal ParseOutcome ReadGeneral(ReadOnlySpan<byte> body, Instant latest, int maxItems, ReadingBuffer buffer)
    {
        var rejected = new List<Rejection>();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return new ParseOutcome.Malformed($"The body is {Named(reader.TokenType)}; expected an array of readings.", 1, 1);
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == maxItems) return new ParseOutcome.TooMany(maxItems);
            ReadItem(ref reader, index, latest, buffer, rejected);
        }
        reader.Read(); // Throws where something follows the array.
        return new ParseOutcome.Parsed(buffer, rejected);
    }

    private void ReadItem(ref Utf8JsonReader reader, int index, Instant latest, ReadingBuffer buffer, List<Rejection> rejected)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var found = Named(reader.TokenType);
            reader.Skip();
            rejected.Add(new Rejection(index, $"the item is {found}; expected an object with asset, quantity, at and value"));
            return;
        }
        var item = new ItemFields();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject) item.Take(ref reader, registry, _quantities, latest);
        if (item.TryFinish(out var reading)) buffer.Add(reading);
        else rejected.Add(new Rejection(index, item.Why!));
    }

    private static ParseOutcome.Malformed Malformed(JsonException e)
    {
        // System.Text.Json ends its message with its own 0-based position; ours count from 1.
        var why = e.Message.Split(" LineNumber:")[0];
        return new ParseOutcome.Malformed(why, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
    }

    private static string Named(JsonTokenType token) => token switch
    {
        JsonTokenType.None => "empty",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
