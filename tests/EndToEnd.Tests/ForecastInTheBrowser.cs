using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>A demo city that has issued its first forecast.</summary>
public sealed class CityWithForecast : IAsyncLifetime
{
    private ServerProcess? _server;

    public ServerProcess Server => _server!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.Start(null, "--city", "demo", "--seed", "1", "--speed", "10", "--DigitalTwin:Forecast:SpinUp=00:30:00", "--DigitalTwin:Forecast:CoreShare=1");
        for (var tries = 0; tries < 600; tries++)
        {
            var list = await _server.Http.GetFromJsonAsync<JsonElement>("api/v1/forecasts?network=demo");
            if (list.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("issuedAt").ValueKind == JsonValueKind.String)) return;
            await Task.Delay(500);
        }
        throw new InvalidOperationException("The demo city issued no forecast within five minutes.");
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}

/// <summary>What a person on duty does with a forecast: looks ahead, follows the water in section, and tries what would happen otherwise.</summary>
public sealed class ForecastInTheBrowser(Browser browser, CityWithForecast city) : IClassFixture<Browser>, IClassFixture<CityWithForecast>
{
    /// <summary>A first answer on a busy machine.</summary>
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 30_000 };

    [Fact]
    public async Task The_slider_goes_on_into_what_is_expected_and_one_key_leads_back_to_now()
    {
        var opened = await browser.Open(city.Server.Url, 1280, 720);
        var page = opened.Page;
        var track = page.Locator(".axis .track");
        await Expect(track.Locator(".expected")).ToContainTextAsync("预报", Patient);

        var box = (await track.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width * 0.75f, box.Y + 25);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width * 0.9f, box.Y + 25, new() { Steps = 6 });
        await page.Mouse.UpAsync();
        await Expect(page.Locator(".band.expected")).ToContainTextAsync("非实测", Patient);
        await Expect(page.Locator(".band.expected")).ToContainTextAsync("发布");
        await Expect(page.Locator(".clock")).ToContainTextAsync("◌预报");
        await Expect(page.Locator(".legend")).ToContainTextAsync("预计充满度与等级");
        Assert.Contains("at=", page.Url, StringComparison.Ordinal);

        // Playing goes on ahead; and a key comes back.
        var before = await page.Locator(".band.expected strong").TextContentAsync();
        await page.Locator(".player .play").ClickAsync();
        await Expect(page.Locator(".band.expected strong")).Not.ToHaveTextAsync(before!);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".band.expected")).ToHaveCountAsync(0);
        await Expect(page.Locator(".clock")).ToContainTextAsync("实时");
        await Expect(page.Locator(".legend")).ToContainTextAsync("管线类别");
        Assert.DoesNotContain("at=", page.Url, StringComparison.Ordinal);
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task A_section_downstream_is_read_along_the_way_and_moves_with_the_slider()
    {
        var manhole = await Manhole();
        var opened = await browser.Open(new Uri(city.Server.Url, $"#asset={Uri.EscapeDataString(manhole)}"), 1280, 720);
        var page = opened.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "下游纵断面" }).ClickAsync(new() { Timeout = 30_000 });
        var dock = page.Locator(".dock");
        await Expect(dock.Locator("svg .pipe-wall")).ToHaveAttributeAsync("d", new System.Text.RegularExpressions.Regex("^M"), new() { Timeout = 30_000 });
        await Expect(dock.Locator("header")).ToContainTextAsync("个井");

        await dock.Locator(".frame").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(dock.Locator(".readout")).ToContainTextAsync("井底");

        await page.Locator(".axis .track").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(dock.Locator(".moment")).ToContainTextAsync("◌ 预报", Patient);
        await Expect(dock.Locator("svg .head")).ToHaveAttributeAsync("d", new System.Text.RegularExpressions.Regex("^M"));
        await dock.GetByRole(AriaRole.Button, new() { Name = "关闭纵断面" }).ClickAsync();
        await Expect(dock).ToHaveCountAsync(0);
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task More_rain_is_tried_beside_the_live_city_and_compared_on_the_map()
    {
        var opened = await browser.Open(new Uri(city.Server.Url, "forecast/whatifs"), 1280, 720);
        var page = opened.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "新建推演" }).ClickAsync(new() { Timeout = 30_000 });
        var editor = page.Locator("form.editor");
        await page.Locator("#access-key").FillAsync(ServerProcess.Key);
        await page.Locator("#access-key").PressAsync("Enter");
        await Expect(page.Locator("#access-key")).ToHaveCountAsync(0);
        await editor.Locator("input[type=range]").FillAsync("2");
        await Expect(editor.Locator(".chip")).ToContainTextAsync("雨量 ×2");
        await editor.Locator("select").SelectOptionAsync("60");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始推演" }).ClickAsync();
        var result = page.Locator(".result");
        await Expect(result.Locator(".numbers")).ToContainTextAsync("溢流总量", new() { Timeout = 180_000 });
        // Shown on the map as soon as it is there.
        await Expect(page.Locator(".band.expected")).ToContainTextAsync("推演对比", Patient);
        await Expect(page.Locator(".legend")).ToContainTextAsync("与预报相差");
        await page.GetByRole(AriaRole.Button, new() { Name = "返回实时" }).First.ClickAsync();
        await Expect(page.Locator(".band.expected")).ToHaveCountAsync(0);
        Assert.Empty(opened.Errors);
    }

    /// <summary>One that lies in a part that was forecast and has pipes below it.</summary>
    private async Task<string> Manhole()
    {
        var list = await city.Server.Http.GetFromJsonAsync<JsonElement>("api/v1/forecasts?network=demo");
        var catchment = list.GetProperty("items").EnumerateArray().First(i => i.GetProperty("issuedAt").ValueKind == JsonValueKind.String).GetProperty("catchments")[0].GetString()!;
        var found = await city.Server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets?kind=manhole&catchment={Uri.EscapeDataString(catchment)}&limit=200");
        foreach (var asset in found.GetProperty("items").EnumerateArray())
        {
            var id = asset.GetProperty("id").GetString()!;
            var profile = await city.Server.Http.GetFromJsonAsync<JsonElement>($"api/v1/forecasts/latest/profile?down={Uri.EscapeDataString(id)}&network=demo");
            if (profile.GetProperty("stations").GetArrayLength() >= 4) return id;
        }
        throw new InvalidOperationException($"No manhole of {catchment} has three pipes below it.");
    }
}
