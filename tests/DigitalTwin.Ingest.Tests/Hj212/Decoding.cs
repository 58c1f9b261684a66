using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Content;

namespace DigitalTwin.Ingest.Tests.Hj212;

/// <summary>A decoder with channels for everything, which writes down what comes out.</summary>
internal sealed class Decoding
{
    public static readonly Instant Latest = Instant.From(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ContentDecoder _decoder = new(CityCalendar.China);
    private readonly ChannelTable _channels = new();
    private readonly QuantityDefinition _definition = new(new Quantity(20), "cod", "mg/L", 0, 1000, "", "", []);

    public List<(string Key, Instant At, double Value, Quality Quality)> Out { get; } = [];
    public List<string> Unread { get; } = [];
    private readonly Dictionary<Channel, string> _names = [];

    public void Decode(ReadOnlySpan<byte> content)
    {
        var sink = new Sink(this);
        _decoder.Decode(content, _channels, Latest, ref sink);
        if (!sink.Again) return;
        // As a session does: learn the channels, then read again.
        Out.RemoveRange(sink.Before, Out.Count - sink.Before);
        Unread.RemoveRange(sink.BeforeUnread, Unread.Count - sink.BeforeUnread);
        sink = new Sink(this);
        _decoder.Decode(content, _channels, Latest, ref sink);
    }

    public void Forget()
    {
        Out.Clear();
        Unread.Clear();
    }

    private void Learn(ReadOnlySpan<byte> key)
    {
        if (_channels.Count >= ChannelTable.Bound) return;
        var name = Encoding.UTF8.GetString(key);
        var isAside = name.EndsWith("-SampleTime", StringComparison.Ordinal) || name.EndsWith("-EFlag", StringComparison.Ordinal);
        var channel = new Channel(isAside ? ChannelUse.Aside : ChannelUse.Value, new AssetKey(1), _definition, new UnitScale(1, 0));
        _names[channel] = name;
        _channels.Add(key.ToArray(), channel);
    }

    private struct Sink(Decoding owner) : IContentSink
    {
        public bool Again;
        public readonly int Before = owner.Out.Count;
        public readonly int BeforeUnread = owner.Unread.Count;

        public readonly void Add(Channel channel, Instant at, double value, Quality quality, Provenance provenance) => owner.Out.Add((owner._names[channel], at, value, quality));

        public void Unresolved(ReadOnlySpan<byte> key)
        {
            Again = true;
            owner.Learn(key);
        }

        public readonly void Unread(string field, string why) => owner.Unread.Add($"{field}: {why}");
    }
}
