using Microsoft.Playwright;

namespace EndToEnd.Tests;

/// <summary>One headless Chromium for all tests of a class; software rendering, no network of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000); // Two cores, shared with the server and the browser itself.
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Headless = true, Args = Flags });
    }

    /// <summary>A fresh page; what it logs as an error is kept in <see cref="PageUnderTest.Errors"/>.</summary>
    public async Task<PageUnderTest> Open(Uri url, int width = 1920, int height = 1080)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN", TimezoneId = "Asia/Shanghai" });
        context.SetDefaultTimeout(30_000);
        var page = new PageUnderTest(await context.NewPageAsync());
        await page.Page.GotoAsync(url.ToString());
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Executable =>
        Environment.GetEnvironmentVariable("CHROMIUM") ?? (File.Exists("/usr/bin/chromium") ? "/usr/bin/chromium"
            : throw new InvalidOperationException("Chromium is missing: install Debian's package 'chromium' or name one in CHROMIUM; './twin test' does so."));
}

public sealed class PageUnderTest
{
    public PageUnderTest(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Errors.Add(message.Text);
        };
        page.PageError += (_, error) => Errors.Add(error);
    }

    public IPage Page { get; }
    public List<string> Errors { get; } = [];
}
