using System.Runtime.CompilerServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Units;

namespace DigitalTwin.Ingest.Json;

/// <summary>Reads a batch as gateways write it: known assets, names without escapes, each value good. Gives up at the first thing that is otherwise.</summary>
/// <remarks>
/// It decides nothing by itself: fields go through <see cref="ItemFields"/>, and a batch that it gives up is read again from its beginning by the
/// general reader, which knows all of JSON and says what is wrong and where. It costs half of that reader, and a batch given up costs both.
/// </remarks>
internal ref struct PlainItems(ReadOnlySpan<byte> body, IRegistry registry, KnownQuantities quantities, AssetOrder order, Instant latest)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private int _at;
    // What a batch says again and again is looked up once: a round of a gateway bears one time and a few quantities.
    private ReadOnlySpan<byte> _lastTime, _lastQuantity;
    private Instant _time;
    private KnownQuantity? _quantity;

    /// <summary>Whether all of the body was such a batch; where not, what is in <paramref name="into"/> counts for nothing.</summary>
    public bool TryRead(ReadingBuffer into, int maxItems)
    {
        if (!Take((byte)'[')) return false;
        if (Take((byte)']')) return AtEnd();
        for (var items = 0; items < maxItems; items++)
        {
            if (!TryItem(out var reading)) return false;
            into.Add(reading);
            if (Take((byte)',')) continue;
            return Take((byte)']') && AtEnd();
        }
        return false;
    }

    private bool TryItem(out Reading reading)
    {
        reading = default;
        if (!Take((byte)'{')) return false;
        var item = new ItemFields();
        do
        {
            if (!TryText(out var name) || !Take((byte)':') || !TryField(ref item, name)) return false;
        }
        while (Take((byte)','));
        return Take((byte)'}') && item.TryFinish(out reading);
    }

    private bool TryField(ref ItemFields item, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> text;
        switch (name.Length)
        {
            case 5 when name.SequenceEqual("asset"u8): return TryText(out text) && (item.Asset = order.Find(registry, text)).Value != 0;
            case 5 when name.SequenceEqual("value"u8): return PlainNumber.TryTake(_body, ref _at, out var value) && double.IsFinite((item.Value = value).Value);
            case 2 when name.SequenceEqual("at"u8): return TryText(out text) && TryTime(ref item, text);
            case 8 when name.SequenceEqual("quantity"u8): return TryText(out text) && (item.Quantity = QuantityOf(text)) is not null;
            case 4 when name.SequenceEqual("unit"u8):
                if (!TryText(out text)) return false;
                item.SetUnit(text);
                return true;
            case 4 when name.SequenceEqual("flag"u8): return TryText(out text) && SourceFlags.TryParse(text, out item.Mark);
            default: return false;
        }
    }

    private bool TryTime(ref ItemFields item, ReadOnlySpan<byte> text)
    {
        if (!text.SequenceEqual(_lastTime))
        {
            if (!Iso8601.TryParse(text, out var milliseconds) || milliseconds <= 0 || milliseconds > latest.UnixMilliseconds) return false;
            _lastTime = text;
            _time = new Instant(milliseconds);
        }
        else if (_time == default) return false;
        item.At = _time;
        return true;
    }

    private KnownQuantity? QuantityOf(ReadOnlySpan<byte> text)
    {
        if (_quantity is not null && text.SequenceEqual(_lastQuantity)) return _quantity;
        _lastQuantity = text;
        return _quantity = quantities.Find(text);
    }

    /// <summary>A text without escapes. What else may not stand in one, such as a line break, stands in no known name and no time either.</summary>
    private bool TryText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Take((byte)'"')) return false;
        var rest = _body[_at..];
        var length = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (length < 0 || rest[length] != '"') return false;
        text = rest[..length];
        _at += length + 1;
        return true;
    }

    /// <summary>Takes the character where it comes next, after white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Take(byte character)
    {
        if ((uint)_at < (uint)_body.Length && _body[_at] <= ' ') SkipSpace();
        if ((uint)_at >= (uint)_body.Length || _body[_at] != character) return false;
        _at++;
        if ((uint)_at < (uint)_body.Length && _body[_at] <= ' ' && character != '"') SkipSpace();
        return true;
    }

    private bool AtEnd()
    {
        SkipSpace();
        return _at == _body.Length;
    }

    private void SkipSpace()
    {
        while (_at < _body.Length && _body[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') _at++;
    }
}
