using DigitalTwin.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>What a newcomer sees after `./twin run`: the demo city, and within the first minute a warning that travels.</summary>
public sealed class DemoCityInTheBrowser(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private ServerProcess? _server;

    public async Task InitializeAsync() => _server = await ServerProcess.Start(null, "--city", "demo", "--seed", "1");

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_warning_travels_within_a_minute_and_its_path_is_one_click_away()
    {
        var opened = await browser.Open(_server!.Url);
        var page = opened.Page;
        await Expect(page.Locator(".clock")).ToContainTextAsync("实时");
        var card = page.Locator(".card").First;
        await Expect(card).ToBeVisibleAsync(new() { Timeout = 60_000 });
        // Causes regroup while the first sensors report, and a click can fall on a card that is just being replaced.
        for (var attempt = 0; attempt < 5 && !page.Url.Contains("warning=", StringComparison.Ordinal); attempt++)
        {
            await card.Locator(".title").ClickAsync();
            await page.WaitForTimeoutAsync(1_000);
        }
        await Expect(page.Locator(".detail")).ToBeVisibleAsync();
        Assert.Contains("warning=", page.Url, StringComparison.Ordinal);
        // The effects are listed in the order of their arrival, the cause first.
        await Expect(page.Locator(".detail ol li").First).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("cause"));

        await page.Locator("button.language").ClickAsync();
        await Expect(page.Locator(".clock")).ToContainTextAsync("Live");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task An_asset_is_found_by_name_and_opens_with_live_values()
    {
        var opened = await browser.Open(_server!.Url, 1280, 720);
        var page = opened.Page;
        await Expect(page.Locator(".clock strong")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Locator("dialog input").FillAsync("泵站");
        await page.Locator("dialog [role=option]").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("asset=", StringComparison.Ordinal));
        await Expect(page.Locator("#column")).ToContainTextAsync("泵站");
        await Expect(page.Locator("#column")).ToContainTextAsync("液位");
        Assert.Empty(opened.Errors);
    }
}
