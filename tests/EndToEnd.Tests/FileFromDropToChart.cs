using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>A file as a person brings it in: dropped, its mapping checked, tried, taken, and seen in the chart.</summary>
public sealed class FileFromDropToChart(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_dropped_file_is_tried_taken_and_shown_in_the_chart()
    {
        await using var server = await ServerProcess.Start(null, "--city", "demo:300", "--seed", "1");
        using var assets = JsonDocument.Parse(await server.Http.GetStringAsync("api/v1/assets?kind=treatmentPlant&limit=1"));
        var asset = assets.RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        using var city = JsonDocument.Parse(await server.Http.GetStringAsync("api/v1/city"));
        var now = city.RootElement.GetProperty("clock").GetProperty("now").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8));
        var text = new StringBuilder("时间,色度\n");
        for (var i = 12; i > 0; i--) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{now.AddMinutes(-i * 20):yyyy-MM-dd HH:mm},{(i == 5 ? "停测" : (10 + i).ToString(System.Globalization.CultureInfo.InvariantCulture))}\n");

        var opened = await browser.Open(new Uri(server.Url, "devices/files"));
        var page = opened.Page;
        await page.Locator("#access-key").FillAsync(ServerProcess.Key);
        await page.Locator("#access-key").PressAsync("Enter");
        await Expect(page.GetByText("身份：bootstrap")).ToBeVisibleAsync();

        // A real drop: the file travels in a DataTransfer, as from the desktop.
        var transfer = await page.EvaluateHandleAsync("text => { const t = new DataTransfer(); t.items.add(new File([text], '化验日报.csv', { type: 'text/csv' })); return t; }", text.ToString());
        await page.DispatchEventAsync(".drop", "drop", new { dataTransfer = transfer });
        await Expect(page.GetByLabel("色度 参数")).ToHaveValueAsync("colour");
        await page.Locator("#file-asset").FillAsync(asset);
        await page.GetByRole(AriaRole.Button, new() { Name = "试读" }).ClickAsync();
        await Expect(page.Locator("td.bad")).ToContainTextAsync("停测");
        await Expect(page.Locator("td.bad")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "导入 11 个数值" }).ClickAsync();
        await Expect(page.GetByText("已存入 11")).ToHaveCountAsync(2); // In the report, and in the list of files.

        await page.GetByRole(AriaRole.Button, new() { Name = asset }).First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("asset=", StringComparison.Ordinal));
        await Expect(page.Locator("#column")).ToContainTextAsync("色度");
        var series = await server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{asset}/readings?quantity=colour");
        Assert.Equal(11, series.GetProperty("items").GetArrayLength());
        Assert.Empty(opened.Errors);
    }
}
