using System.Text.Json;
using System.Text.RegularExpressions;
using DigitalTwin.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>Real input: the sewer of Bellinge and its storm of 2012-06-29, over the same commands that a person types.</summary>
public sealed class BellingeStorm(Browser browser) : IClassFixture<Browser>
{
    [SharedDataFact("bellinge", "bellinge.inp")]
    public async Task The_storm_moves_the_map_and_raises_and_ends_warnings()
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        var report = await server.Command("import", SharedData.PathOf("bellinge", "bellinge.inp"), "--crs", "EPSG:25832", "--as", "bellinge");
        Assert.Matches(new Regex(@"1,?020"), report);
        Assert.Matches(new Regex(@"1,?044"), report);

        var opened = await browser.Open(server.Url);
        await Expect(opened.Page.Locator(".clock strong")).ToBeVisibleAsync();
        using var city = JsonDocument.Parse(await server.Http.GetStringAsync("api/v1/city"));
        var bounds = city.RootElement.GetProperty("networks")[0].GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble()).ToArray();
        Assert.InRange(bounds[0], 10.25, 10.27);
        Assert.InRange(bounds[1], 55.32, 55.34);
        Assert.InRange(bounds[2], 10.36, 10.38);
        Assert.InRange(bounds[3], 55.35, 55.37);

        var replay = server.Command("replay", SharedData.PathOf("bellinge", "bellinge_2012-06-29_storm_1min.csv"), "--as", "bellinge", "--speed", "3000");
        await Expect(opened.Page.Locator(".card").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(opened.Page.Locator(".clock")).ToContainTextAsync("2012");
        await replay;

        var open = await Warnings(server, open: true);
        var ended = await Warnings(server, open: false);
        Assert.NotEmpty(ended);
        Assert.True(open.Count < ended.Count, $"{open.Count} warnings are still open after the storm, {ended.Count} have ended.");
        Assert.All(ended, w => Assert.NotEqual(JsonValueKind.Null, w.GetProperty("endedAt").ValueKind));
        Assert.Empty(opened.Errors);
    }

    private static async Task<List<JsonElement>> Warnings(ServerProcess server, bool open)
    {
        using var json = JsonDocument.Parse(await server.Http.GetStringAsync($"api/v1/warnings?open={(open ? "true" : "false")}&limit=1000"));
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(w => w.Clone())];
    }
}
