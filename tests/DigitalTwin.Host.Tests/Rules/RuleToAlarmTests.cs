using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace DigitalTwin.Host.Tests.Rules;

/// <summary>The whole way of a reading through a rule of the book to an operator's list, with nothing told by hand.</summary>
public class RuleToAlarmTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await RunningHost.Start();
        await _host.Import();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Readings_make_a_rule_of_the_book_hold_and_its_alarm_bears_the_rules_title_until_it_is_disarmed()
    {
        // Cover sensors say nothing of water: no warning, so that the rule alone calls.
        var now = DateTimeOffset.UtcNow;
        await _host.Accept($"[{Readings.Item("town:M2", "coverOpen", now.AddMinutes(-4), 1)},{Readings.Item("town:M2", "coverOpen", now, 1)}]");
        var alarm = await Alarm("town:M2~rule.raised~N11");
        Assert.Equal(("井盖倾斜或打开", "rule.raised"), (alarm.GetProperty("title").GetProperty("zh").GetString(), alarm.GetProperty("definition").GetString()));
        Assert.NotEqual("N11", alarm.GetProperty("title").GetProperty("en").GetString());
        var raised = await _host.Get("/api/v1/rules/raised?rule=N11");
        Assert.Equal("town:M2", raised.GetProperty("items")[0].GetProperty("asset").GetString());
        var advice = (await _host.Get("/api/v1/advice?asset=town:M2")).GetProperty("items").EnumerateArray().Single(a => a.GetProperty("rule").GetString() == "N11");
        Assert.True(advice.GetProperty("raised").GetBoolean());
        Assert.Contains(advice.GetProperty("evidence").EnumerateArray(), e => e.GetProperty("quantity").GetString() == "coverOpen");
        Assert.Equal(1, advice.GetProperty("causes").EnumerateArray().Sum(c => c.GetProperty("weight").GetDouble()), 0.01);
        Assert.NotEmpty(advice.GetProperty("actions").EnumerateArray());

        using (var disarmed = await _host.Http.PostAsJsonAsync("/api/v1/rules/N11/disarm", new { })) disarmed.EnsureSuccessStatusCode();
        await _host.GetUntil("/api/v1/alarms?state=returned", l => l.GetProperty("items").EnumerateArray().Any(a => a.GetProperty("id").GetString() == "town:M2~rule.raised~N11"));
    }

    [Fact]
    public async Task High_water_in_a_manhole_wakes_the_rule_and_lies_under_the_warnings_own_alarm()
    {
        var now = DateTimeOffset.UtcNow;
        await _host.Accept($"[{string.Join(',', Enumerable.Range(0, 6).Select(i => Readings.Item("town:M3", "level", now.AddMinutes(i - 6), 3.2)))}]");
        var alarm = await Alarm("town:M3~rule.raised~N01", a => a.GetProperty("parent").ValueKind == JsonValueKind.String);
        Assert.Equal("管道高水位或淤堵", alarm.GetProperty("title").GetProperty("zh").GetString());
        Assert.StartsWith("town:M3~sewer.", alarm.GetProperty("parent").GetString());
    }

    [Fact]
    public async Task Manholes_in_which_nothing_is_amiss_cost_no_run_and_one_that_is_wakes_alone()
    {
        var now = DateTimeOffset.UtcNow;
        await _host.Accept($"[{string.Join(',', Enumerable.Range(1, 6).SelectMany(m => Enumerable.Range(0, 10).Select(i => Readings.Item($"town:M{m}", "level", now.AddMinutes(i - 10), 0.1 + 0.001 * i))))}]");
        var grain = _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRuleGrain>("town");
        await grain.Renew();
        Assert.Empty((await Wants()).Assets!);

        await _host.Accept(Readings.One("town:M4", "level", now.AddSeconds(5), 0.47)); // Above 0.9 of the crown: yellow after some minutes, so the run must be there.
        var registry = _host.Services.GetRequiredService<IRegistry>();
        var (key, below) = (registry.Find(new AssetId("town:M4"))!.Key.Value, registry.Find(new AssetId("town:M5"))!.Key.Value);
        for (var tries = 0; (await Wants()).Assets! is var assets && !assets.Contains(key); tries++)
        {
            Assert.True(tries < 300, "The rule never woke.");
            await Task.Delay(100);
        }
        Assert.All((await Wants()).Assets!, a => Assert.Contains(a, new[] { key, below })); // Its rules look at the next manhole, too.

        Task<RuleWants> Wants() => grain.Observe(new RuleReadings([], [], [], [], [], []), -1);
    }

    private async Task<JsonElement> Alarm(string id, Func<JsonElement, bool>? wanted = null)
    {
        bool IsIt(JsonElement a) => a.GetProperty("id").GetString() == id && wanted?.Invoke(a) != false;
        return (await _host.GetUntil("/api/v1/alarms", l => l.GetProperty("items").EnumerateArray().Any(IsIt))).GetProperty("items").EnumerateArray().First(IsIt);
    }
}
