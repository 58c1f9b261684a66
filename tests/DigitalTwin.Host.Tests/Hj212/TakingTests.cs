using System.Globalization;
using System.Text;
using DigitalTwin.Ingest.Hj212.Sm4;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Hj212;

public class TakingTests(SharedTown shared) : IClassFixture<SharedTown>
{
    private static readonly DateTimeOffset Noon = Hj212Town.Noon;
    private readonly Hj212Town _town = shared.Town;

    [Fact]
    public async Task A_packet_sent_again_is_acknowledged_again_and_stored_once()
    {
        await _town.Register("TWICE");
        var packet = Hj212Station.Data("TWICE", Noon, "w01018-Rtd=22.4,w01018-Flag=N;w21003-Rtd=0.62,w21003-Flag=N");
        using var first = await _town.Connect();
        var answer = await first.Ask(packet);
        Assert.Contains("CN=9014", answer);
        var count = _town.Count;
        Assert.Equal(answer, await first.Ask(packet));
        using var second = await _town.Connect();
        Assert.Equal(answer, await second.Ask(packet));
        // With another QN and marked as sent late: no duplicate by QN, but the same readings.
        Assert.Contains("CN=9014", await second.Ask(Hj212Station.Data("TWICE", Noon, "w01018-Rtd=22.4,w01018-Flag=N", qn: "20260701130000001", flag: 9, more: "RF=1;")));
        Assert.Equal(count, _town.Count);
        Assert.Equal(3, (await _town.Device("TWICE")).GetProperty("status").GetProperty("duplicates").GetInt64());
    }

    [Fact]
    public async Task Other_data_under_a_used_QN_is_not_lost_and_a_correction_counts()
    {
        await _town.Register("SAMEQN", "town:M1");
        using var station = await _town.Connect();
        await station.Ask(Hj212Station.Data("SAMEQN", Noon, "w01018-Rtd=22.4", qn: "20260701120000000"));
        await station.Ask(Hj212Station.Data("SAMEQN", Noon.AddMinutes(1), "w01018-Rtd=23.4", qn: "20260701120000000"));
        await station.Ask(Hj212Station.Data("SAMEQN", Noon, "w01018-Rtd=22.9", qn: "20260701120500000"));
        Assert.Equal([22.9, 23.4], (await _town.Series("town:M1", "cod")).Select(p => p.Value));
    }

    [Fact]
    public async Task Late_data_stands_at_its_own_time()
    {
        await _town.Register("LATE", "town:M2");
        using var station = await _town.Connect();
        await station.Ask(Hj212Station.Data("LATE", Noon, "w01018-Rtd=3"));
        await station.Ask(Hj212Station.Data("LATE", Noon.AddHours(-1), "w01018-Rtd=1", flag: 9, more: "RF=1;"));
        await station.Ask(Hj212Station.Data("LATE", Noon.AddMinutes(-30), "w01018-Rtd=2", flag: 9, more: "RF=1;"));
        Assert.Equal([(Noon.AddHours(-1), 1.0), (Noon.AddMinutes(-30), 2.0), (Noon, 3.0)], (await _town.Series("town:M2", "cod")).Select(p => (p.At, p.Value)));
    }

    [Fact]
    public async Task Statistics_of_a_device_do_not_hide_its_values_of_now()
    {
        await _town.Register("STAT", "town:M3");
        using var station = await _town.Connect();
        await station.Ask(Hj212Station.Data("STAT", Noon, "w20111-Rtd=5.0,w20111-Flag=N"));
        await station.Ask(Hj212Station.Data("STAT", Noon, "w20111-Cou=250,w20111-Min=1,w20111-Avg=2,w20111-Max=3,w20111-Flag=N", 2061));
        Assert.Equal(0.005, Assert.Single(await _town.Series("town:M3", "mercury")).Value, 1e-12); // µg/L to mg/L
        Assert.Equal(0.002, Assert.Single(await _town.Series("town:M3", "mercury.hourMean")).Value, 1e-12);
        Assert.Equal(0.25, Assert.Single(await _town.Series("town:M3", "mercury.hourTotal")).Value, 1e-12); // g to kg
    }

    [Fact]
    public async Task What_nobody_knows_is_kept_under_its_own_name()
    {
        await _town.Register("ODD", "town:M4");
        using var station = await _town.Connect();
        Assert.Contains("CN=9014", await station.Ask(Hj212Station.Data("ODD", Noon, "w99999-Rtd=7.5,w99999-Flag=N;w20012-Rtd=0.3;w01018-Rtd=--,w01018-Flag=D;w21003-Rtd=1,w21003-Flag=?;a34013-ZsRtd=4")));
        Assert.Equal(7.5, Assert.Single(await _town.Series("town:M4", "hj212:w99999")).Value);
        Assert.Equal(0.3, Assert.Single(await _town.Series("town:M4", "hj212:w20012")).Value);
        Assert.Equal(4, Assert.Single(await _town.Series("town:M4", "hj212:a34013-ZsRtd")).Value);
        Assert.NotEqual("good", Assert.Single(await _town.Series("town:M4", "nh3n")).Quality);
        var latest = (await _town.Host.Get("/api/v1/assets/town:M4")).GetProperty("state").GetProperty("latest").EnumerateArray().Single(r => r.GetProperty("quantity").GetString() == "hj212:w20012");
        Assert.Equal(("钡", "mg/L"), (latest.GetProperty("name").GetProperty("zh").GetString(), latest.GetProperty("unit").GetString()));
        var log = (await _town.Host.Get("/api/v1/devices/ODD/log")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("unread", log.GetProperty("kind").GetString());
        Assert.Contains("CN=9014", await station.Ask(Hj212Station.Data("ODD", Noon.AddMinutes(1), "w99999-Rtd=8,w99999-Flag=N;w01018-Rtd=--,w01018-Flag=D;w21003-Rtd=1,w21003-Flag=?")));
        Assert.Single((await _town.Host.Get("/api/v1/devices/ODD/log")).GetProperty("items").EnumerateArray()); // It said no more than before.
        Assert.Contains("w01018-Rtd=--: not a number", log.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task Channels_lead_to_other_assets_quantities_and_units()
    {
        await _town.Register("LEAD", "town:OUT", channels: [new { code = "SB1", asset = "town:PS1", quantity = "running" }, new { code = "w01018", asset = "town:M5", unit = "g/L" }]);
        using var station = await _town.Connect();
        await station.Ask(Hj212Station.Data("LEAD", Noon, "SB1-RS=5;SB2-RS=4", 2021));
        await station.Ask(Hj212Station.Data("LEAD", Noon, "011-Rtd=0.5,011-Flag=N", flag: 1)); // 2005: the old code of COD.
        Assert.Equal(1, Assert.Single(await _town.Series("town:PS1", "running")).Value);
        Assert.Equal(4, Assert.Single(await _town.Series("town:OUT", "hj212:SB2")).Value);
        Assert.Equal(500, Assert.Single(await _town.Series("town:M5", "cod")).Value, 1e-9);
    }

    [Fact]
    public async Task A_packet_of_2005_without_QN_and_Flag_is_taken_and_not_answered()
    {
        await _town.Register("OLD", "town:M6");
        using var station = await _town.Connect();
        await station.Send("ST=32;CN=2011;PW=123456;MN=OLD;CP=&&DataTime=20260701120000;B01-Rtd=36.91;060-Rtd=1.803,060-Flag=N&&");
        await station.Ask("QN=1;ST=91;CN=9015;PW=123456;MN=OLD;Flag=1;CP=&&&&");
        Assert.Equal(0.03691, Assert.Single(await _town.Series("town:M6", "flow")).Value, 1e-12);
        Assert.Equal(1.803, (await _town.Series("town:M6", "nh3n")).Single(p => p.At == Noon).Value);
    }

    [Fact]
    public async Task Encrypted_content_is_read_with_the_devices_key_and_with_no_other()
    {
        const string key = "0123456789ABCDEFFEDCBA9876543210";
        await _town.Register("SECRET", "town:P1", key: key, version: "2025");
        using var station = await _town.Connect();
        var cipher = EncryptedContent.Cipher(key)!;
        Assert.Contains("CN=9014", await station.Ask(Hj212Station.Data("SECRET", Noon, "w01018-Rtd=22.4,w01018-Flag=N;w21003-Rtd=0.62,w21003-Flag=N", flag: 9), cipher));
        Assert.Equal(22.4, Assert.Single(await _town.Series("town:P1", "cod")).Value);
        var wrong = new Sm4Cipher(new byte[16]);
        Assert.Contains("QnRtn=2", await station.Ask(Hj212Station.Data("SECRET", Noon.AddMinutes(1), "w01018-Rtd=23", flag: 9), wrong));
        Assert.Contains("QnRtn=6", await station.Ask(Hj212Station.Data("SECRET", Noon.AddMinutes(1), "w01018-Rtd=23", flag: 5)));
        Assert.Single(await _town.Series("town:P1", "cod"));
    }

    [Fact]
    public async Task A_split_packet_cut_anywhere_is_put_together()
    {
        await _town.Register("SPLIT", "town:P2");
        using var station = await _town.Connect();
        const string whole = "DataTime=20260701120000;w01018-Rtd=22.45,w01018-Flag=N;w21003-Rtd=0.62,w21003-Flag=N;w21011-Rtd=0.18,w21011-Flag=N";
        for (var part = 1; part <= 3; part++)
        {
            var piece = whole[((part - 1) * 41)..Math.Min(part * 41, whole.Length)];
            Assert.Contains("CN=9014", await station.Ask($"QN=2026070112000000{part};ST=32;CN=2011;PW=123456;MN=SPLIT;Flag=7;PNUM=3;PNO={part};CP=&&{piece}&&"));
        }
        Assert.Equal(22.45, Assert.Single(await _town.Series("town:P2", "cod")).Value);
        Assert.Equal(0.62, Assert.Single(await _town.Series("town:P2", "nh3n")).Value);
        Assert.Equal(0.18, Assert.Single(await _town.Series("town:P2", "tp")).Value);
    }

    [Fact]
    public async Task Notes_and_samples_are_in_the_devices_log()
    {
        await _town.Register("NOTES");
        using var station = await _town.Connect();
        Assert.Contains("CN=9014", await station.Ask("QN=20260701120000001;ST=32;CN=3020;PW=123456;MN=NOTES;Flag=5;CP=&&DataTime=20260701120000;PolId=w01018;i11001-Info=//时间校准, 开始//&&"));
        Assert.Contains("CN=9014", await station.Ask("QN=20260701120000002;ST=32;CN=3015;PW=123456;MN=NOTES;Flag=5;CP=&&DataTime=20260701120000;VaseNo=3&&"));
        var items = (await _town.Host.Get("/api/v1/devices/NOTES/log")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["note", "sample"], items.Select(i => i.GetProperty("kind").GetString()));
        Assert.Contains("时间校准, 开始", items[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_clock_far_ahead_does_not_poison_what_is_newest()
    {
        await _town.Register("AHEAD", "town:P3");
        using var station = await _town.Connect();
        Assert.Contains("CN=9014", await station.Ask(Hj212Station.Data("AHEAD", DateTimeOffset.UtcNow.AddYears(3), "w01018-Rtd=1")));
        Assert.Empty(await _town.Series("town:P3", "cod"));
        Assert.Contains("clock is ahead", (await _town.Host.Get("/api/v1/devices/AHEAD/log")).GetRawText());
    }

    [Fact]
    public async Task Random_packets_arrive_whole_through_random_pieces()
    {
        await _town.Register("PIECES", "town:P4");
        var random = new Random(5212);
        using var station = await _town.Connect();
        var sent = new Dictionary<DateTimeOffset, double>();
        var stream = new List<byte>();
        for (var i = 0; i < 300; i++)
        {
            var at = Noon.AddMinutes(i);
            sent[at] = Math.Round(random.NextDouble() * 100, 3);
            if (random.Next(5) == 0) stream.AddRange(Encoding.UTF8.GetBytes(new string('x', random.Next(1, 40)) + "\r\n"));
            stream.AddRange(FrameWriter.Frame(Hj212Station.Data("PIECES", at, string.Create(CultureInfo.InvariantCulture, $"w01018-Rtd={sent[at]},w01018-Flag=N"))));
        }
        var sending = station.SendInPieces(stream.ToArray(), [.. Enumerable.Range(0, 97).Select(_ => random.Next(1, 400))]);
        for (var i = 0; i < 300; i++) Assert.Contains("CN=9014", await station.Receive());
        await sending;
        Assert.Equal(sent, (await _town.Series("town:P4", "cod")).ToDictionary(p => p.At, p => p.Value));
    }
}
