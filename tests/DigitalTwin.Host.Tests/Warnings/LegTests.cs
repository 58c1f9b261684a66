using System.Net;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Warnings;

/// <summary>The path of a warning, told leg by leg, held against the compiled network by someone who knows nothing but the answer.</summary>
public class LegTests
{
    [Fact]
    public async Task Every_number_on_the_way_from_the_mill_to_the_tap_can_be_worked_out_again()
    {
        await using var host = await Breached();
        var legs = await Told(host);
        var live = host.Services.GetRequiredService<NetworkCatalogue>().Find(ReuseCity.Name)!;
        var (network, flows) = (live.Compiled, live.CurrentFlows());
        var settings = PropagationSettings.Default;
        var parts = legs.GetProperty("parts").EnumerateArray().ToArray();
        Assert.Equal(["reuse:WWTP", "reuse:OUT", "reuse:RP", "reuse:RP/out"], parts.Select(p => p.GetProperty("catchment").GetString()));
        double minutes = 0, variance = 0, value = 4000;
        foreach (var (at, part) in parts.Index())
        {
            var all = part.GetProperty("legs").EnumerateArray().ToArray();
            var to = at == parts.Length - 1 ? "reuse:TAP1" : parts[at + 1].GetProperty("entry").GetProperty("border").GetString();
            var way = Backwards(all, Array.FindIndex(all, l => l.GetProperty("place").GetString() == to)).Reverse().ToArray();
            foreach (var (leg, before) in way.Skip(1).Zip(way))
            {
                var link = Element(host, network, leg.GetProperty("link").GetString()!).Index;
                var upper = network.Links.From[link];
                Assert.Equal(Element(host, network, before.GetProperty("place").GetString()!).Index, upper);
                Assert.Equal(Element(host, network, leg.GetProperty("place").GetString()!).Index, network.Links.To[link]);
                double seconds = flows.Seconds(TravelSpeed.Water)[link], stay = flows.ResidenceSeconds[upper], travel = seconds - stay;
                Near(seconds / 60, leg, "minutes");
                Near(stay / 60, leg, "stayMinutes");
                Near(Math.Sqrt(travel * travel * network.Links.MixingShare[link] + stay * stay) / 60, leg, "spreadMinutes");
                Near(flows.Flow[link], leg, "flowM3s");
                var pass = network.Nodes.Kind[upper] == AssetKind.TreatmentPlant && before.GetProperty("previous").GetInt32() >= 0 ? settings.PlantPassOf(Quantity.AmmoniaNitrogen) : 1;
                Near(Math.Exp(-settings.DecayOf(Quantity.AmmoniaNitrogen) * seconds) * pass, leg, "decay");
                Near(Number(before, "throughM3s") * Number(leg, "share") / Number(leg, "throughM3s"), leg, "dilution");
                value *= Number(leg, "dilution") * Number(leg, "decay");
                Near(value, leg, "value");
                minutes += Number(leg, "minutes");
                variance += Math.Pow(Number(leg, "spreadMinutes"), 2);
                Near(Math.Max(minutes / 2, minutes - 1.645 * Math.Sqrt(variance)), leg, "firstMinutes");
            }
            // What treatment holds back is left at the border.
            if (at < parts.Length - 1) value *= way[^1].GetProperty("place").GetString() == "reuse:WWTP" ? settings.PlantPassOf(Quantity.AmmoniaNitrogen) : 1;
        }
        var tap = parts[^1].GetProperty("effects").EnumerateArray().Single(e => e.GetProperty("asset").GetString() == "reuse:TAP1");
        var told = (tap.GetProperty("firstAt").GetDateTimeOffset() - legs.GetProperty("since").GetDateTimeOffset()).TotalMinutes;
        Assert.Equal(Math.Max(minutes / 2, minutes - 1.645 * Math.Sqrt(variance)), told, told * 0.005);
    }

    [Fact]
    public async Task A_tap_is_told_what_it_loses_and_what_its_water_still_serves_before_it_comes()
    {
        await using var host = await Breached();
        var taps = (await Told(host)).GetProperty("parts")[3].GetProperty("effects").EnumerateArray().ToDictionary(e => e.GetProperty("asset").GetString()!);
        Assert.True(taps["reuse:TAP1"].GetProperty("loses").GetBoolean(), "Toilets may have 5 mg/L of ammonia, 19 come.");
        Assert.Equal("toilet", taps["reuse:TAP1"].GetProperty("use").GetProperty("use").GetString());
        Assert.False(taps["reuse:TAP2"].GetProperty("loses").GetBoolean(), "Fields are not bound to any.");
        Assert.True(taps["reuse:TAP1"].GetProperty("firstAt").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddHours(1), "It is told hours ahead.");
        var compliance = (await host.Get("/api/v1/assets/reuse:TAP1/compliance")).GetProperty("expected")[0];
        Assert.Equal(("nh3n", 5.0), (compliance.GetProperty("quantity").GetString(), compliance.GetProperty("limit").GetProperty("max").GetDouble()));
    }

    [Fact]
    public async Task The_legs_of_the_past_are_those_known_then_and_of_nothing_there_are_none()
    {
        var before = DateTimeOffset.UtcNow.AddHours(-1);
        await using var host = await Breached();
        var id = Uri.EscapeDataString((await Told(host)).GetProperty("warning").GetString()!);
        using (var unknown = await host.Http.GetAsync($"/api/v1/warnings/{id}/legs?asOf={before.ToUnixTimeMilliseconds()}")) Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        var then = DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeMilliseconds();
        Assert.Equal(4, (await host.GetUntil($"/api/v1/warnings/{id}/legs?asOf={then}", l => l.GetProperty("parts").GetArrayLength() == 4)).GetProperty("parts").GetArrayLength());
        using var bad = await host.Http.GetAsync($"/api/v1/warnings/{id}/legs?asOf=yesterday");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    private static async Task<RunningHost> Breached()
    {
        var host = await RunningHost.Start();
        await host.Services.GetRequiredService<IRegistry>().Save(ReuseCity.Build(), host.Services.GetRequiredService<CityClock>().Now);
        var now = DateTimeOffset.UtcNow;
        await host.Accept($"[{string.Join(',', Enumerable.Range(0, 9).Select(i => Readings.Item("reuse:MILL", "nh3n", now.AddMinutes(i - 8), 4000 + 1e-6 * i)))}]");
        var good = Enumerable.Range(0, 49).Select(i => now.AddMinutes(30 * (i - 48))).SelectMany((at, i) => new[] { Readings.Item("reuse:TAP1", "nh3n", at, 1 + i % 7 / 100.0), Readings.Item("reuse:TAP2", "cod", at, 30 + i % 7 / 10.0) });
        await host.Accept($"[{string.Join(',', good)}]");
        return host;
    }

    private static async Task<JsonElement> Told(RunningHost host)
    {
        var warnings = await host.GetUntil("/api/v1/warnings?open=true", w => w.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("catchment").GetString() == "reuse:RP/out"));
        var first = warnings.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("catchment").GetString() == "reuse:WWTP").GetProperty("id").GetString()!;
        return await host.Get($"/api/v1/warnings/{Uri.EscapeDataString(first)}/legs");
    }

    private static IEnumerable<JsonElement> Backwards(JsonElement[] legs, int at)
    {
        for (; at >= 0; at = legs[at].GetProperty("previous").GetInt32()) yield return legs[at];
    }

    private static NetworkElement Element(RunningHost host, CompiledNetwork network, string id) =>
        network.TryFind(host.Services.GetRequiredService<IRegistry>().Find(new AssetId(id))!.Key, out var element) ? element : throw new ArgumentException(id);

    private static double Number(JsonElement leg, string name) => leg.GetProperty(name).GetDouble();

    private static void Near(double expected, JsonElement leg, string name) =>
        Assert.True(Math.Abs(expected - Number(leg, name)) <= 1e-3 * Math.Abs(expected) + 1e-6, $"{name} of {leg.GetProperty("link")}: told {Number(leg, name)}, worked out {expected}.");
}
