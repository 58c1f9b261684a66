using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Units;

namespace DigitalTwin.Ingest.Json;

/// <summary>The fields of one item while it is read, and the first thing that is wrong with it.</summary>
internal ref struct ItemFields
{
    public AssetKey Asset;
    public KnownQuantity? Quantity;
    public Instant? At;
    public double? Value;
    public (Quality Quality, Provenance Provenance) Mark;
    public string? Why;
    private ReadOnlySpan<byte> _unit;
    private bool _hasUnit;

    /// <summary>Reads the field that <paramref name="reader"/> stands at; on return it stands at the end of the field's value.</summary>
    public void Take(ref Utf8JsonReader reader, IRegistry registry, KnownQuantities quantities, Instant latest)
    {
        if (reader.ValueTextEquals("asset"u8)) TakeAsset(ref reader, registry);
        else if (reader.ValueTextEquals("quantity"u8)) TakeQuantity(ref reader, quantities);
        else if (reader.ValueTextEquals("at"u8)) TakeTime(ref reader, latest);
        else if (reader.ValueTextEquals("value"u8)) TakeValue(ref reader);
        else if (reader.ValueTextEquals("unit"u8)) TakeUnit(ref reader);
        else if (reader.ValueTextEquals("flag"u8)) TakeFlag(ref reader);
        else
        {
            var name = Show(reader.ValueSpan);
            reader.Skip();
            Refuse($"unknown field '{name}'; expected asset, quantity, at, value, unit, flag");
        }
    }

    /// <summary>The reading, once all fields are taken; false with <see cref="Why"/> set when there is none.</summary>
    public bool TryFinish(out Reading reading)
    {
        reading = default;
        if (Why is not null) return false;
        if (Asset.Value == 0) return Refuse("asset is missing; expected an id such as city:P2");
        if (Quantity is null) return Refuse("quantity is missing; expected a name such as level");
        if (At is not { } at) return Refuse($"at is missing; expected {Iso8601.Expected}");
        if (Value is not { } value) return Refuse("value is missing; expected a finite number");
        if (_hasUnit)
        {
            if (!Quantity.TryFindUnit(_unit, out var scale, out var fault)) return Refuse(fault!);
            value = scale.ToCanonical(value);
        }
        if (!double.IsFinite(value)) return Refuse("value is too large; expected a finite number");
        var quality = Mark.Quality == Quality.Good && !Quantity.IsPlausible(value) ? Quality.OutOfRange : Mark.Quality;
        reading = new Reading(Asset, Quantity.Definition.Quantity, at, value, quality, Mark.Provenance);
        return true;
    }

    /// <summary>The unit of the value; what it means is known once the quantity is.</summary>
    public void SetUnit(ReadOnlySpan<byte> unit)
    {
        _unit = unit;
        _hasUnit = true;
    }

    private void TakeAsset(ref Utf8JsonReader reader, IRegistry registry)
    {
        if (!TakeText(ref reader, "asset", "an id such as city:P2", out var text)) return;
        Asset = registry.FindKey(text);
        if (Asset.Value == 0) Refuse($"asset '{Show(text)}' is not known; expected the id of an asset of an imported network, {{network}}:{{local id}}");
    }

    private void TakeQuantity(ref Utf8JsonReader reader, KnownQuantities quantities)
    {
        if (!TakeText(ref reader, "quantity", "a name such as level", out var text)) return;
        Quantity = quantities.Find(text);
        if (Quantity is null) Refuse($"quantity '{Show(text)}' is not known; expected one of {quantities.Names}");
    }

    private void TakeTime(ref Utf8JsonReader reader, Instant latest)
    {
        reader.Read();
        long milliseconds;
        switch (reader.TokenType)
        {
            case JsonTokenType.String when Iso8601.TryParse(TextOf(ref reader), out milliseconds): break; // Some writers escape the plus of an offset.
            case JsonTokenType.Number when reader.TryGetInt64(out milliseconds): break;
            default:
                Refuse($"at is {Show(ref reader)}; expected {Iso8601.Expected}, or whole milliseconds since 1970 UTC");
                return;
        }
        if (milliseconds <= 0) Refuse($"at is before 1970; expected {Iso8601.Expected}");
        else if (milliseconds > latest.UnixMilliseconds)
            Refuse($"at is {new Instant(Math.Min(milliseconds, MaxShown))}, later than {latest}, which is as far ahead of the clock as a reading may be");
        else At = new Instant(milliseconds);
    }

    private const long MaxShown = 253_402_300_799_999;

    private void TakeValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value)) Value = value;
        else if (reader.TokenType == JsonTokenType.String) Refuse("value is text, NaN or infinity; expected a finite number");
        else Refuse($"value is {Show(ref reader)}; expected a finite number");
    }

    private void TakeUnit(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        _hasUnit = reader.TokenType == JsonTokenType.String;
        if (_hasUnit) _unit = TextOf(ref reader);
        else Refuse($"unit is {Show(ref reader)}; expected text such as L/s");
    }

    private void TakeFlag(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType == JsonTokenType.String && SourceFlags.TryParse(TextOf(ref reader), out Mark)) return;
        Refuse($"flag is {Show(ref reader)}; expected {SourceFlags.Expected}");
    }

    private bool TakeText(scoped ref Utf8JsonReader reader, string field, string expected, out ReadOnlySpan<byte> text)
    {
        text = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) return Refuse($"{field} is {Show(ref reader)}; expected {expected}");
        text = TextOf(ref reader);
        return true;
    }

    // Escapes are rare in ids, so only they pay for a copy.
    private static ReadOnlySpan<byte> TextOf(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        var copy = new byte[reader.ValueSpan.Length];
        try
        {
            return copy.AsSpan(0, reader.CopyString(copy));
        }
        catch (InvalidOperationException)
        {
            return reader.ValueSpan; // Half a surrogate pair: shown as it was written, and found nowhere.
        }
    }

    private bool Refuse(string why)
    {
        Why ??= why;
        return false;
    }

    private static string Show(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray: reader.Skip(); return "an array";
            case JsonTokenType.StartObject: reader.Skip(); return "an object";
            case JsonTokenType.String: return $"'{Show(reader.ValueSpan)}'";
            default: return Show(reader.ValueSpan);
        }
    }

    private static string Show(ReadOnlySpan<byte> utf8)
    {
        const int longest = 80;
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, longest)]);
        return utf8.Length > longest ? text + "…" : text;
    }
}
