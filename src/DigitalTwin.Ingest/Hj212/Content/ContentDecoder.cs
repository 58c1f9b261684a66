using System.Buffers.Text;
using System.Text;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Hj212.Content;

/// <summary>What a decoder finds, as it goes.</summary>
internal interface IContentSink
{
    void Add(Channel channel, Instant at, double value, Quality quality, Provenance provenance);

    /// <summary>A field whose channel is not known yet; the packet is decoded again when it is.</summary>
    void Unresolved(ReadOnlySpan<byte> key);

    /// <summary>A value that cannot become a reading, and why.</summary>
    void Unread(string field, string why);
}

/// <summary>Turns the content of a data packet into readings, without allocating for what is as it should be.</summary>
/// <remarks>A factor's flag stands behind its values, so values wait until the factor changes. Not safe for use by two threads at once.</remarks>
internal sealed class ContentDecoder(CityCalendar calendar)
{
    private const int MostPending = 16;
    private readonly (Channel Channel, double Value)[] _pending = new (Channel, double)[MostPending];
    private int _count;
    private (Quality Quality, Provenance Provenance) _mark;

    /// <param name="channels">Those of the device, for the command's span.</param>
    /// <param name="latest">The latest time that a reading may have.</param>
    public void Decode<TSink>(ReadOnlySpan<byte> content, ChannelTable channels, Instant latest, ref TSink sink) where TSink : IContentSink, allows ref struct
    {
        _count = 0;
        _mark = default;
        var at = FindTime(content);
        var factor = default(ReadOnlySpan<byte>);
        foreach (var field in new FieldEnumerator(content))
        {
            var own = field.Factor;
            if (own.IsEmpty)
            {
                if (!field.Key.SequenceEqual("DataTime"u8)) continue;
                Flush(at, latest, ref sink);
                at = LocalTime.TryParse(field.Value, calendar, out var time) ? time : null;
                continue;
            }
            if (!own.SequenceEqual(factor))
            {
                Flush(at, latest, ref sink);
                factor = own;
            }
            if (field.Part.SequenceEqual("Flag"u8)) Mark(field, ref sink);
            else Value(field, channels, at, latest, ref sink);
        }
        Flush(at, latest, ref sink);
    }

    // The time stands first as a rule, but nothing says that it must.
    private Instant? FindTime(ReadOnlySpan<byte> content)
    {
        var start = content.IndexOf("DataTime="u8);
        if (start < 0) return null;
        var text = content[(start + 9)..];
        var end = text.IndexOfAny((byte)';', (byte)',');
        return LocalTime.TryParse(end < 0 ? text : text[..end], calendar, out var at) ? at : null;
    }

    private void Value<TSink>(in ContentField field, ChannelTable channels, Instant? at, Instant latest, ref TSink sink) where TSink : IContentSink, allows ref struct
    {
        if (!channels.TryFind(field.Key, out var channel))
        {
            sink.Unresolved(field.Key);
            return;
        }
        if (channel.Use == ChannelUse.Aside) return;
        if (channel.Use == ChannelUse.Refused)
        {
            sink.Unread(Text(field), channel.Why!);
            return;
        }
        if (!Utf8Parser.TryParse(field.Value, out double value, out var used) || used != field.Value.Length || !double.IsFinite(value))
        {
            sink.Unread(Text(field), "not a number");
            return;
        }
        if (_count == MostPending) Flush(at, latest, ref sink);
        _pending[_count++] = (channel, channel.Convert(value));
    }

    private void Mark<TSink>(in ContentField field, ref TSink sink) where TSink : IContentSink, allows ref struct
    {
        if (SourceFlags.TryParse(field.Value, out _mark)) return;
        // 2005 has P for lost power; the flags of 2025 are not known to us.
        _mark = (Quality.OtherFlag, Provenance.Measured);
        sink.Unread(Text(field), "a flag that no standard known here names; its values are kept, and marked");
    }

    private void Flush<TSink>(Instant? at, Instant latest, ref TSink sink) where TSink : IContentSink, allows ref struct
    {
        if (_count > 0)
        {
            if (at is null) sink.Unread("DataTime", "missing, or not yyyyMMddHHmmss");
            else if (at > latest) sink.Unread("DataTime", $"{at} is later than {latest}; the device's clock is ahead");
            else
            {
                // What the platform itself makes of them, the intake marks.
                foreach (ref readonly var pending in _pending.AsSpan(0, _count)) sink.Add(pending.Channel, at.Value, pending.Value, _mark.Quality, _mark.Provenance);
            }
        }
        _count = 0;
        _mark = default;
    }

    private static string Text(in ContentField field) => $"{Encoding.UTF8.GetString(field.Key)}={Encoding.UTF8.GetString(field.Value.Length > 60 ? field.Value[..60] : field.Value)}";
}
