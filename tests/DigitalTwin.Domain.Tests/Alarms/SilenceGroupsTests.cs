using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Alarms;

public class SilenceGroupsTests
{
    private static readonly Instant Now = new(1_700_000_000_000);
    private static readonly SilenceSettings Settings = AlarmSettings.Default.Silence;

    [Fact]
    public void Three_hundred_assets_behind_one_dead_gateway_are_one_alarm()
    {
        ReportingAsset[] assets = [.. Enumerable.Range(0, 300).Select(i => Asset($"t:M{i}", "gateway", 10)), Asset("t:P1", "other", 0)];
        var book = new Desk().Book;
        var changes = book.Take(Find(assets, new("gateway", "mqtt"), new("other", "mqtt")), Now, SilenceGroups.Prefix);
        var alarm = Assert.Single(changes.Alarms);
        Assert.Equal(("t:@device.gateway~device.silent", 300), (alarm.Id, alarm.MemberCount));
        Assert.Equal(Alarm.MostMembers, alarm.Members.Count);
    }

    [Fact]
    public void A_silent_asset_of_a_living_device_is_a_fault_of_its_own()
    {
        var signal = Assert.Single(Find([Asset("t:M1", "d", 10), Asset("t:M2", "d", 1)], new ReportingDevice("d", "hj212")));
        Assert.Equal(("t:M1", (string?)null), (signal.Subject, signal.Under));
    }

    [Fact]
    public void When_a_route_dies_the_alarms_of_its_devices_nest_under_it()
    {
        ReportingDevice[] devices = [.. Enumerable.Range(0, 5).Select(i => new ReportingDevice($"d{i}", "hj212"))];
        var desk = new Desk();
        desk.Keep(desk.Book.Take(Find([.. devices.Select((d, i) => Asset($"t:M{i}", d.Id, i == 0 ? 10 : 1))], devices), Now, SilenceGroups.Prefix));
        desk.Keep(desk.Book.Take(Find([.. devices.Select((d, i) => Asset($"t:M{i}", d.Id, 10))], devices), Now, SilenceGroups.Prefix));
        Assert.Equal("t:@route.hj212~route.silent", desk.Book.Find("t:@device.d0~device.silent")!.Parent);
        Assert.Equal(2, desk.Book.Alarms.Count);
        desk.Keep(desk.Book.Take(Find([.. devices.Select((d, i) => Asset($"t:M{i}", d.Id, 1))], devices), Now, SilenceGroups.Prefix));
        Assert.DoesNotContain(desk.Book.Alarms, a => a.IsActive);
    }

    [Fact]
    public void A_replay_that_has_ended_is_one_alarm() =>
        Assert.Equal("t:@route.direct", Find([.. Enumerable.Range(0, 30).Select(i => Asset($"t:M{i}", null, 60))]).Single(s => s.Under is null).Subject);

    [Fact]
    public void What_has_been_silent_for_a_month_without_a_device_reports_no_more_and_its_alarm_ends()
    {
        var desk = new Desk();
        void Look(double minutes) => desk.Keep(desk.Book.Take(Find([.. Enumerable.Range(0, 30).Select(i => Asset($"t:M{i}", null, minutes))]), Now, SilenceGroups.Prefix));
        Look(60);
        Assert.Single(desk.Book.Alarms, a => a.IsActive);
        Look(31 * 24 * 60);
        Assert.DoesNotContain(desk.Book.Alarms, a => a.IsActive);
        Assert.Single(Find([Asset("t:M1", "d", 31 * 24 * 60)], new ReportingDevice("d", "hj212")), s => s.Under is null); // A registered device is missed for as long as it is registered.
    }

    [Fact]
    public void Many_silent_at_once_without_a_device_are_one_alarm_until_they_are_few_and_then_go_quietly()
    {
        var desk = new Desk();
        void Look(int silent, bool wereMany) => desk.Keep(desk.Book.Take(SilenceGroups.Find("t", [.. Enumerable.Range(0, 40).Select(i => Asset($"t:M{i}", null, i < silent ? 10 : 1))], [], Now, Settings, wereMany), Now, SilenceGroups.Prefix));
        Look(12, wereMany: false);
        Look(6, wereMany: true);
        Assert.Equal(("t:@route.direct~points.silent", 6), (Assert.Single(desk.Book.Alarms).Id, desk.Book.Alarms.Single().MemberCount));
        Look(0, wereMany: true);
        desk.Pass(1);
        Assert.Empty(desk.Book.Alarms);
        Assert.Equal([AlarmState.Returned, AlarmState.Normal], desk.Versions.TakeLast(2).Select(v => v.State));
    }

    [Fact]
    public void Each_silent_asset_is_told_once_by_itself_or_by_what_it_lies_under() => ForAll.Seeds(seed =>
    {
        var random = new Random(seed);
        ReportingDevice[] devices = [.. Enumerable.Range(0, random.Next(6)).Select(i => new ReportingDevice($"d{i}", random.Next(2) == 0 ? "mqtt" : "hj212"))];
        ReportingAsset[] assets = [.. Enumerable.Range(0, random.Next(1, 40)).Select(i => Asset($"t:M{i}", random.Next(8) is var d && d < devices.Length ? $"d{d}" : null, random.Next(3) * 5))];
        var signals = Find(assets, devices);
        var sources = signals.Select(s => s.Source).ToArray();
        Assert.Equal(sources.Distinct().Count(), sources.Length);
        Assert.All(signals.Where(s => s.Under is not null), s => Assert.Null(signals.Single(up => up.Source == s.Under).Under));
        foreach (var asset in assets.Where(a => Now - a.Newest > a.Silence))
        {
            var own = signals.Single(s => s.Source == SilenceGroups.Prefix + asset.Asset);
            if (own.Under is { } under) Assert.True(signals.Single(s => s.Source == under).MemberCount > 0);
        }
        Assert.All(assets.Where(a => Now - a.Newest <= a.Silence), a => Assert.DoesNotContain(SilenceGroups.Prefix + a.Asset, sources));
    });

    private static ReportingAsset Asset(string id, string? device, double minutesAgo) => new(id, device, Now - TimeSpan.FromMinutes(minutesAgo), TimeSpan.FromMinutes(3));

    private static IReadOnlyList<AlarmSignal> Find(ReportingAsset[] assets, params ReportingDevice[] devices) => SilenceGroups.Find("t", assets, devices, Now, Settings);
}
