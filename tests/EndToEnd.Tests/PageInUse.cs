using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using Position = DigitalTwin.Domain.Networks.Position;

namespace EndToEnd.Tests;

/// <summary>One demo city with a shifted base map from a tile server of its own, for all tests of a class.</summary>
public sealed class CityWithTiles : IAsyncLifetime
{
    private ServerProcess? _server;

    public TileServer Tiles { get; } = new();
    public ServerProcess Server => _server!;

    public async Task InitializeAsync() => _server = await ServerProcess.Start(null, "--city", "demo", "--seed", "1",
        $"--DigitalTwin:Tiles:Url={Tiles.Url}", "--DigitalTwin:Tiles:Shift=gcj02", "--DigitalTwin:Tiles:Attribution=测试底图", "--DigitalTwin:Tiles:MaxZoom=18");

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Tiles.Dispose();
    }
}

/// <summary>What a person on duty does: opens what was sent to them, moves by keyboard, asks what a spill would reach, looks back.</summary>
public sealed class PageInUse(Browser browser, CityWithTiles city) : IClassFixture<Browser>, IClassFixture<CityWithTiles>
{
    [Fact]
    public async Task A_link_to_an_asset_opens_it_and_a_spill_there_is_followed_downstream()
    {
        var opened = await browser.Open(new Uri(city.Server.Url, "#asset=demo:PS-1"), 1280, 720);
        var page = opened.Page;
        await Expect(page.Locator("#column")).ToContainTextAsync("1 号泵站");
        await page.GetByRole(AriaRole.Button, new() { Name = "在此模拟泄漏" }).ClickAsync();
        var form = page.Locator("form.spill");
        await form.Locator("input").First.FillAsync("3000");
        await form.Locator("button[type=submit]").ClickAsync();
        var answer = page.Locator("#spill-answer");
        await Expect(answer.Locator("li [data-row]").First).ToContainTextAsync("mg/L");
        await page.Keyboard.PressAsync("j");
        await Expect(answer.Locator("[data-row]:focus")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Tab, new() { Name = "到达" }).PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "封堵" })).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(form).ToHaveCountAsync(0);
        await Expect(page.Locator("#column")).ToContainTextAsync("1 号泵站"); // What was selected before is there again.
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task The_list_is_driven_by_keyboard_and_a_link_to_a_warning_opens_it()
    {
        var opened = await browser.Open(city.Server.Url, 1280, 720);
        var page = opened.Page;
        await Expect(page.Locator(".card").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("dialog dl")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("#column [data-row]:focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("#warning=", StringComparison.Ordinal));

        var again = await browser.Open(new Uri(page.Url), 1280, 720);
        await Expect(again.Page.Locator(".detail")).ToBeVisibleAsync();
        Assert.Empty(opened.Errors.Concat(again.Errors));
    }

    [Fact]
    public async Task A_base_map_in_shifted_coordinates_is_moved_under_the_network()
    {
        var bounds = JsonDocument.Parse(await city.Server.Http.GetStringAsync("api/v1/city")).RootElement.GetProperty("networks")[0].GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble()).ToArray();
        var middle = new Position(Math.Round((bounds[0] + bounds[2]) / 2, 5), Math.Round((bounds[1] + bounds[3]) / 2, 5));
        var opened = await browser.Open(new Uri(city.Server.Url, FormattableString.Invariant($"#view={middle.Latitude:0.00000},{middle.Longitude:0.00000},18.00")), 1280, 720);
        var page = opened.Page;
        // Half a kilometre of shift is more tiles at this zoom than the view has from its middle to its side.
        var (x, y) = TileAt(Gcj02.FromWgs84(middle));
        var picture = page.Locator($"img.leaflet-tile[src*='/18/{x}/{y}.png']");
        await Expect(picture).ToHaveClassAsync(new Regex("leaflet-tile-loaded"));
        Assert.DoesNotContain((18, TileAt(middle).X, TileAt(middle).Y), city.Tiles.Asked);
        var at = (await picture.BoundingBoxAsync())!;
        var map = (await page.Locator(".dt-map").BoundingBoxAsync())!;
        Assert.InRange(map.X + map.Width / 2, at.X - 1, at.X + at.Width + 1);
        Assert.InRange(map.Y + map.Height / 2, at.Y - 1, at.Y + at.Height + 1);
        await Expect(page.Locator(".leaflet-control-attribution")).ToContainTextAsync("测试底图");
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task A_replay_is_told_from_live()
    {
        var opened = await browser.Open(city.Server.Url, 1280, 720);
        await Expect(opened.Page.Locator(".clock")).ToContainTextAsync("实时");
        var answer = await city.Server.Http.PutAsJsonAsync("api/v1/clock", new { now = "2012-06-29T04:00:00Z", rate = 600, leaseSeconds = 60 });
        answer.EnsureSuccessStatusCode();
        await Expect(opened.Page.Locator(".clock .sign")).ToHaveTextAsync("◐");
        await Expect(opened.Page.Locator(".clock")).ToContainTextAsync("2012");
        (await city.Server.Http.DeleteAsync("api/v1/clock")).EnsureSuccessStatusCode();
        await Expect(opened.Page.Locator(".clock .sign")).ToHaveTextAsync("●");
        Assert.Empty(opened.Errors);
    }

    private static (int X, int Y) TileAt(Position p)
    {
        var n = Math.Pow(2, 18);
        var latitude = p.Latitude * Math.PI / 180;
        return ((int)((p.Longitude + 180) / 360 * n), (int)((1 - Math.Asinh(Math.Tan(latitude)) / Math.PI) / 2 * n));
    }
}
