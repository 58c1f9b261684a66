using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Storage.Devices;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Tests.Testing;
using DigitalTwin.Testing;

namespace DigitalTwin.Storage.Tests.Devices;

public sealed class DeviceRegistryTests : IDisposable
{
    private readonly CityUnderTest _folder = new(Place.Sqlite());
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_device_is_there_after_a_restart_with_all_that_was_said_of_it()
    {
        var device = Outlet("plant-1") with
        {
            Channels = [new DeviceChannel("SB1", new AssetId("town:PS1"), "running"), new DeviceChannel("w01018", null, "cod", "g/L")],
            Interval = TimeSpan.FromSeconds(90), Version = "2025", Enabled = false,
        };
        await (await Open()).Save(device, new DeviceSecrets("123456", "0123456789abcdef"), "owner");
        _folder.Reopen();
        var entry = (await Open()).FindByAddress(DeviceProtocol.Hj212, "MN-plant-1")!;
        Assert.Equal(device with { Channels = [] }, entry.Device with { Channels = [] });
        Assert.Equal(device.Channels, entry.Device.Channels);
        Assert.Equal(new DeviceSecrets("123456", "0123456789abcdef"), entry.Secrets);
        Assert.Equal("owner", entry.By);
    }

    [Fact]
    public async Task Secrets_are_not_in_the_database_as_they_are()
    {
        await (await Open()).Save(Outlet("a"), new DeviceSecrets("pass-word", "sixteen-letters!"), "owner");
        var fact = Assert.Single(await new SqlFactLog(_folder.City).LatestPerSubject(DeviceRegistry.Stream, null));
        var body = Encoding.UTF8.GetString(fact.Body.Span);
        Assert.DoesNotContain("pass-word", body, StringComparison.Ordinal);
        Assert.DoesNotContain("sixteen-letters!", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_whose_key_is_lost_lets_nobody_in()
    {
        await (await Open()).Save(Outlet("a"), new DeviceSecrets("123456"), "owner");
        var registry = await DeviceRegistry.Open(new SqlFactLog(_folder.City), new LostKeys(), _time);
        Assert.NotNull(registry.Find("a")!.Secrets.Password);
        Assert.NotEqual("123456", registry.Find("a")!.Secrets.Password);
    }

    [Fact]
    public async Task A_change_without_secrets_keeps_them()
    {
        var registry = await Open();
        await registry.Save(Outlet("a"), new DeviceSecrets("123456"), "owner");
        await registry.Save(Outlet("a") with { Name = "other" }, null, "owner");
        Assert.Equal("123456", registry.Find("a")!.Secrets.Password);
        Assert.Equal(2, registry.Find("a")!.Version);
    }

    [Fact]
    public async Task Two_devices_cannot_have_one_address()
    {
        var registry = await Open();
        await registry.Save(Outlet("a"), null, "owner");
        var outcome = await registry.Save(Outlet("b") with { Address = "MN-a" }, null, "owner");
        Assert.Equal("a", Assert.IsType<DeviceOutcome.AddressTaken>(outcome).By);
        Assert.IsType<DeviceOutcome.Saved>(await registry.Save(Outlet("b") with { Address = "MN-a", Protocol = DeviceProtocol.Mqtt }, null, "owner"));
    }

    [Fact]
    public async Task A_new_address_frees_the_old_one()
    {
        var registry = await Open();
        await registry.Save(Outlet("a"), null, "owner");
        await registry.Save(Outlet("a") with { Address = "other" }, null, "owner");
        Assert.Null(registry.FindByAddress(DeviceProtocol.Hj212, "MN-a"));
        Assert.IsType<DeviceOutcome.Saved>(await registry.Save(Outlet("b") with { Address = "MN-a" }, null, "owner"));
    }

    [Fact]
    public async Task Who_works_from_an_old_version_is_told_so()
    {
        var registry = await Open();
        await registry.Save(Outlet("a"), null, "owner", expected: 0);
        await registry.Save(Outlet("a"), null, "owner", expected: 1);
        Assert.Equal(2, Assert.IsType<DeviceOutcome.Conflict>(await registry.Save(Outlet("a"), null, "owner", expected: 1)).Version);
        Assert.Equal(0, Assert.IsType<DeviceOutcome.Conflict>(await registry.Save(Outlet("new"), null, "owner", expected: 3)).Version);
    }

    [Fact]
    public async Task What_a_device_was_and_who_changed_it_is_never_lost_even_when_the_clock_steps_back()
    {
        var registry = await Open();
        await registry.Save(Outlet("a"), null, "ann");
        registry = await DeviceRegistry.Open(new SqlFactLog(_folder.City), new Reversed(), new ManualTimeProvider(_time.GetUtcNow() - TimeSpan.FromHours(2)));
        await registry.Save(Outlet("a") with { Name = "later" }, null, "bob");
        Assert.True(await registry.Remove("a", "cat"));
        Assert.False(await registry.Remove("a", "cat"));
        Assert.Equal([("ann", "Outlet"), ("bob", "later"), ("cat", null)], (await registry.History("a")).Select(r => (r.By, r.Device?.Name)));
        _folder.Reopen();
        Assert.Null((await Open()).Find("a"));
    }

    [Fact]
    public async Task Whoever_listens_hears_of_each_change_after_it_can_be_found()
    {
        var registry = await Open();
        var heard = new List<(string, bool)>();
        registry.Changed += id => heard.Add((id, registry.Find(id) is not null));
        await registry.Save(Outlet("a"), null, "owner");
        await registry.Remove("a", "owner");
        Assert.Equal([("a", true), ("a", false)], heard);
    }

    private Task<DeviceRegistry> Open() => DeviceRegistry.Open(new SqlFactLog(_folder.City), new Reversed(), _time);

    private static Device Outlet(string id) => new() { Id = id, Name = "Outlet", Protocol = DeviceProtocol.Hj212, Address = $"MN-{id}", Asset = new AssetId("town:OUT") };

    /// <summary>Stands for real encryption, which the host brings.</summary>
    private sealed class Reversed : ISecretProtector
    {
        public string Protect(string secret) => new([.. secret.Reverse()]);
        public string? Unprotect(string kept) => new([.. kept.Reverse()]);
    }

    private sealed class LostKeys : ISecretProtector
    {
        public string Protect(string secret) => secret;
        public string? Unprotect(string kept) => null;
    }
}
