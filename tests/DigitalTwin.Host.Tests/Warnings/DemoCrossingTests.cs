using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Warnings;

public class DemoCrossingTests
{
    [Fact]
    public async Task Brine_from_a_works_in_the_demo_city_reaches_the_users_of_its_reclaimed_water_through_both_plants()
    {
        await using var host = await RunningHost.Start(args: ["--city", "demo:600", "--seed", "7", "--speed", "1"]);
        var network = host.Services.GetRequiredService<IRegistry>().Find("demo")!;
        var works = WorksAboveReuse(network);
        var now = host.Services.GetRequiredService<CityClock>().Now.ToDateTimeOffset();
        // Salt is what neither plant holds back; the simulation measures none, so that nothing contradicts it.
        await host.Accept($"[{string.Join(',', Enumerable.Range(0, 9).Select(i => Readings.Item($"demo:{works}", "tds", now.AddMinutes(i - 8), 150_000 + i)))}]");
        var warnings = await host.GetUntil("/api/v1/warnings?open=true&limit=1000", w => Taps(w).Any());
        var tap = Taps(warnings).First();
        Assert.Equal($"demo:{works}", tap.Warning.GetProperty("asset").GetString());
        Assert.True(tap.Effect.GetProperty("firstAt").GetDateTimeOffset() > now.AddHours(1), "Two plants and kilometres of mains lie between.");
        var first = tap.Warning.GetProperty("id").GetString()!.Split('>')[0];
        var legs = await host.Get($"/api/v1/warnings/{Uri.EscapeDataString(first)}/legs");
        var kinds = legs.GetProperty("parts").EnumerateArray().SelectMany(p => p.GetProperty("legs").EnumerateArray()).Select(l => l.GetProperty("kind").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "drainer", "treatmentPlant", "reclaimedPlant", "reuseIntake" }, kinds);
        // Legs go on where the part before ended.
        foreach (var part in legs.GetProperty("parts").EnumerateArray().Skip(1))
            Assert.Equal(part.GetProperty("entry").GetProperty("border").GetString(), part.GetProperty("legs")[0].GetProperty("place").GetString());
        var id = tap.Effect.GetProperty("asset").GetString()!;
        var expected = (await host.Get($"/api/v1/assets/{Uri.EscapeDataString(id)}/compliance")).GetProperty("expected");
        Assert.Contains(expected.EnumerateArray(), e => e.GetProperty("quantity").GetString() == "tds");
    }

    /// <summary>The drainer with the most water of those that drain to a plant whose effluent is reused.</summary>
    private static string WorksAboveReuse(Network network)
    {
        var above = new HashSet<int>(network.Nodes.Index().Where(n => n.Item.Kind == AssetKind.ReclaimedPlant).Select(n => n.Index));
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var link in network.Links) grew |= above.Contains(link.To) && above.Add(link.From);
        }
        return network.Nodes.Index().Where(n => n.Item.Kind == AssetKind.Drainer && above.Contains(n.Index)).MaxBy(n => n.Item.DryWeatherInflow).Item.LocalId;
    }

    private static IEnumerable<(JsonElement Warning, JsonElement Effect)> Taps(JsonElement warnings) => warnings.GetProperty("items").EnumerateArray()
        .Where(w => w.GetProperty("quantity").GetString() == "tds").SelectMany(w => w.GetProperty("effects").EnumerateArray().Select(e => (w, e))).Where(t => t.e.GetProperty("kind").GetString() == "reuseIntake");
}
