using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>A warning has come and gone; whoever drags the axis back sees it as it was, knows all the while that it is not now, and comes back to now.</summary>
public sealed class PlaybackInTheBrowser(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private ServerProcess? _server;

    public async Task InitializeAsync() => _server = await ServerProcess.Start(null, "--city", "demo", "--seed", "1", "--speed", "600");

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_warning_that_has_ended_is_seen_again_where_the_axis_is_dragged_to_and_now_is_one_click_away()
    {
        var (id, middle) = await EndedWarning();
        var opened = await browser.Open(new Uri(_server!.Url, $"#warning={Uri.EscapeDataString(id)}"), 1280, 720);
        var page = opened.Page;
        var track = page.Locator(".axis .track");
        await Expect(track).ToBeVisibleAsync();
        await Expect(page.Locator(".clock")).ToContainTextAsync("实时");
        await Expect(page.Locator(".band")).ToHaveCountAsync(0);
        await Expect(page.Locator(".coming")).ToHaveCountAsync(0);

        // The hours ahead have more room than those behind.
        var (from, knee) = (await Number(track, "aria-valuemin"), await Number(track, "data-knee"));
        var box = (await track.BoundingBoxAsync())!;
        var x = (float)(box.X + box.Width * 0.7 * (middle - from) / (knee - from));
        await page.Mouse.MoveAsync(box.X + box.Width * 0.9f, box.Y + 25);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x, box.Y + 25, new() { Steps = 5 });
        await page.Mouse.UpAsync();

        await Expect(page.Locator(".band")).ToContainTextAsync("非实时");
        await Expect(page.Locator(".clock")).ToContainTextAsync("◐");
        await Expect(page.Locator(".card.selected, .child.selected").First).ToBeVisibleAsync(); // Open then, in the list of then.
        Assert.Contains("at=", page.Url, StringComparison.Ordinal);

        // A link to that moment shows it to someone else.
        var other = await browser.Open(new Uri(page.Url), 390, 844);
        await Expect(other.Page.Locator(".band")).ToContainTextAsync("非实时");
        Assert.Empty(other.Errors);

        // Playing moves the moment shown, and nothing of now gets in.
        var before = await page.Locator(".band strong").TextContentAsync();
        await page.Locator(".player .play").ClickAsync();
        await Expect(page.Locator(".band strong")).Not.ToHaveTextAsync(before!);
        await page.Keyboard.PressAsync("Escape"); // Lets go of the warning
        await page.Keyboard.PressAsync("Escape"); // and of the past.
        await Expect(page.Locator(".band")).ToHaveCountAsync(0);
        await Expect(page.Locator(".clock")).ToContainTextAsync("实时");
        Assert.DoesNotContain("at=", page.Url, StringComparison.Ordinal);
        var now = (await _server.Http.GetFromJsonAsync<JsonElement>("api/v1/city")).GetProperty("clock").GetProperty("now").GetDateTimeOffset().ToUnixTimeMilliseconds();
        Assert.InRange(await Number(track, "aria-valuenow"), now - 3_600_000, now + 3_600_000); // Some seconds of the wall at 600 times.
        Assert.Empty(opened.Errors);
    }

    /// <summary>The first warning of the demo that has lasted long enough to be found by a pointer, and a moment in its middle.</summary>
    private async Task<(string Id, double Middle)> EndedWarning()
    {
        for (var tries = 0; tries < 240; tries++)
        {
            var page = await _server!.Http.GetFromJsonAsync<JsonElement>("api/v1/warnings?open=false&limit=200");
            foreach (var warning in page.GetProperty("items").EnumerateArray())
            {
                var (since, ended) = (warning.GetProperty("since").GetDateTimeOffset(), warning.GetProperty("endedAt").GetDateTimeOffset());
                var id = warning.GetProperty("id").GetString()!;
                if (id.Contains('>', StringComparison.Ordinal) || ended - since < TimeSpan.FromMinutes(45)) continue;
                // A city that lags knows of it later than it began; a pixel of the axis is a minute or two.
                var middle = since + (ended - since) * 0.75;
                if (await WasOpen(id, middle.AddMinutes(-4)) && await WasOpen(id, middle.AddMinutes(4))) return (id, middle.ToUnixTimeMilliseconds());
            }
            await Task.Delay(500);
        }
        throw new InvalidOperationException("No warning of the demo city ended within two minutes.");
    }

    private async Task<bool> WasOpen(string id, DateTimeOffset at)
    {
        var open = await _server!.Http.GetFromJsonAsync<JsonElement>($"api/v1/warnings?open=true&limit=1000&asOf={at.ToUnixTimeMilliseconds()}");
        return open.GetProperty("items").EnumerateArray().Any(w => w.GetProperty("id").GetString() == id);
    }

    private static async Task<double> Number(Microsoft.Playwright.ILocator element, string attribute) =>
        double.Parse((await element.GetAttributeAsync(attribute))!, CultureInfo.InvariantCulture);
}
