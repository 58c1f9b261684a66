using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Content;
using DigitalTwin.Ingest.Hj212.Factors;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Hj212;

/// <summary>Reads a stream of packets into readings as the server does, without socket and disk; what <c>twin bench</c> measures.</summary>
public sealed class ParseProbe
{
    private readonly ContentDecoder _decoder = new(CityCalendar.China);
    private readonly ChannelTable _channels = new();
    private readonly ReadingBuffer _readings = new(4096);

    public ParseProbe()
    {
        foreach (var factor in FactorTable.Default.All)
        {
            if (factor.Quantity is null) continue;
            var definition = QuantityCatalogue.Default.Find(factor.Quantity)!;
            UnitConversion.Default.TryFind(definition.Quantity, factor.Unit, out var scale, out _);
            _channels.Add(System.Text.Encoding.ASCII.GetBytes(factor.Code + "-Rtd"), new Channel(ChannelUse.Value, new AssetKey(1), definition, scale));
        }
    }

    /// <returns>How many values it held.</returns>
    public int Read(ReadOnlySpan<byte> stream)
    {
        _readings.Clear();
        var sink = new Sink(_readings);
        while (FrameReader.Read(stream, out var data, out var consumed) is var verdict && verdict != FrameVerdict.NeedMore)
        {
            if (verdict == FrameVerdict.Frame && DataSegment.TryParse(stream[data], out var segment) is null) _decoder.Decode(segment.Content, _channels, new Instant(long.MaxValue), ref sink);
            stream = stream[consumed..];
        }
        return _readings.Count;
    }

    private readonly struct Sink(ReadingBuffer readings) : IContentSink
    {
        public void Add(Channel channel, Instant at, double value, Quality quality, Provenance provenance) => readings.Add(new Reading(channel.Asset, channel.Quantity, at, value, quality, provenance));
        public void Unresolved(ReadOnlySpan<byte> key) { }
        public void Unread(string field, string why) { }
    }
}
