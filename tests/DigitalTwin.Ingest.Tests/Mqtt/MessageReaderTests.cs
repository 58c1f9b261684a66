using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;
using DigitalTwin.Ingest.Mqtt;

namespace DigitalTwin.Ingest.Tests.Mqtt;

public sealed class MessageReaderTests
{
    private static readonly Instant Now = Instant.From(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private const string Mapping = """
        { "routes": [
          { "topic": "plain/{asset}/{code}", "payload": "plain", "asset": "city:{asset}", "code": "{code}", "unit": "cm" },
          { "topic": "dev/{id}/{code}", "payload": "plain", "device": "{id}", "code": "{code}" },
          { "topic": "gw/{id}", "payload": "json", "device": "{id}", "items": "data.list", "at": "ts", "flag": "f", "values": [ { "path": "m.level", "code": "L1", "unit": "cm" }, { "path": "m.cod", "code": "cod" } ] },
          { "topic": "own/{id}", "payload": "readings", "device": "{id}" }
        ] }
        """;
    private static readonly KnownAssets Assets = new("city:P1", "city:P2");
    private static readonly RouteTable Routes = RouteTable.Parse(Mapping);
    private readonly MessageReader _reader = new(() => Routes, Assets, new Registered(
        new Device { Id = "d1", Name = "d1", Protocol = DeviceProtocol.Mqtt, Address = "d1", Asset = new AssetId("city:P1"), Channels = [new("L1", new AssetId("city:P2"), "level", "mm")] },
        new Device { Id = "off", Name = "off", Protocol = DeviceProtocol.Mqtt, Address = "off", Enabled = false }), QuantityCatalogue.Default, new ReadingParser(Assets, QuantityCatalogue.Default));

    [Fact]
    public void A_plain_number_is_taken_in_its_unit_at_the_brokers_time() => Assert.Equal(
        [new Reading(new AssetKey(2), Quantity.Level, Now, 1.25, Quality.Good, Provenance.Measured)], Read("plain/P2/level", " 125 \n").Readings);

    [Fact]
    public void A_devices_channel_says_asset_quantity_and_unit() => Assert.Equal(
        [new Reading(new AssetKey(2), Quantity.Level, Now, 1.5, Quality.Good, Provenance.Measured)], Read("dev/d1/L1", "1500").Readings);

    [Fact]
    public void Json_items_bear_their_own_time_and_flag()
    {
        var outcome = Read("gw/d1", """{"data":{"list":[{"ts":1780000000,"m":{"level":900,"cod":30},"f":"D"},{"ts":"2026-05-28T20:26:41Z","m":{"cod":31}}]}}""");
        Assert.Null(outcome.Why);
        Assert.Equal([(2, 0.9, Quality.Faulty, 1_780_000_000_000), (1, 30, Quality.Faulty, 1_780_000_000_000), (1, 31, Quality.Good, 1_780_000_001_000)],
            outcome.Readings.Select(r => (r.Asset.Value, r.Value, r.Quality, r.At.UnixMilliseconds)));
    }

    [Theory]
    [InlineData("other", "1", "no route")]
    [InlineData("plain/P2/level", "", "expected a number")]
    [InlineData("plain/P2/level", "1.5 m", "expected a number")]
    [InlineData("plain/P2/level", "NaN", "not finite")]
    [InlineData("plain/P2/level", "1e999", "not finite")]
    [InlineData("plain/P2/smell", "1", "no quantity")]
    [InlineData("plain/P9/level", "1", "'city:P9' is not known")]
    [InlineData("dev/stranger/level", "1", "not registered")]
    [InlineData("dev/off/level", "1", "switched off")]
    [InlineData("gw/d1", "{", "no JSON")]
    [InlineData("gw/d1", "{}", "no 'data.list'")]
    [InlineData("gw/d1", """{"data":{"list":[]}}""", "empty")]
    [InlineData("gw/d1", """{"data":{"list":[{"m":{}}]}}""", "none of")]
    [InlineData("gw/d1", """{"data":{"list":[{"m":{"cod":"3"}}]}}""", "expected a number")]
    [InlineData("gw/d1", """{"data":{"list":[{"m":{"cod":3},"ts":"noon"}]}}""", "'ts'")]
    [InlineData("gw/d1", """{"data":{"list":[{"m":{"cod":3},"ts":2000000000}]}}""", "expected at most")]
    [InlineData("gw/d1", """{"data":{"list":[{"m":{"cod":3},"f":"?"}]}}""", "data flag of HJ 212")]
    [InlineData("own/d1", """[{"asset":"city:P9","quantity":"level","at":"2026-05-28T20:26:41Z","value":1}]""", "item 0")]
    public void A_message_is_refused_whole_and_says_why(string topic, string payload, string why)
    {
        var outcome = Read(topic, payload);
        Assert.Empty(outcome.Readings);
        Assert.Contains(why, outcome.Why);
    }

    [Fact]
    public void A_device_may_not_speak_of_an_asset_that_is_not_its_own()
    {
        var reader = new MessageReader(() => Routes, Assets, new Registered(new Device { Id = "d2", Name = "d2", Protocol = DeviceProtocol.Mqtt, Address = "d2", Asset = new AssetId("city:P2") }),
            QuantityCatalogue.Default, new ReadingParser(Assets, QuantityCatalogue.Default));
        var outcome = reader.Read("own/d2", Encoding.UTF8.GetBytes("""[{"asset":"city:P1","quantity":"level","at":"2026-05-28T20:26:41Z","value":1}]"""), Now, Now);
        Assert.Contains("not one of device 'd2'", outcome.Why);
    }

    private MessageOutcome Read(string topic, string payload) => _reader.Read(topic, Encoding.UTF8.GetBytes(payload), Now, Now + TimeSpan.FromMinutes(10));

    private sealed class Registered(params Device[] devices) : IDeviceRegistry
    {
        public IReadOnlyCollection<DeviceEntry> All => [.. devices.Select(d => new DeviceEntry(d, DeviceSecrets.None, 1, default, ""))];
        public DeviceEntry? Find(string id) => All.FirstOrDefault(e => e.Device.Id == id);
        public DeviceEntry? FindByAddress(DeviceProtocol protocol, string address) => All.FirstOrDefault(e => e.Device.Protocol == protocol && e.Device.Address == address);
        public Task<DeviceOutcome> Save(Device device, DeviceSecrets? secrets, string by, int? expected = null, CancellationToken cancel = default) => throw new NotSupportedException();
        public Task<bool> Remove(string id, string by, CancellationToken cancel = default) => throw new NotSupportedException();
        public Task<IReadOnlyList<DeviceRevision>> History(string id, CancellationToken cancel = default) => throw new NotSupportedException();
        public event Action<string>? Changed { add { } remove { } }
    }
}
