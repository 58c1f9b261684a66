using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigitalTwin.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>A small demo city for those who look after the data.</summary>
public sealed class SmallCity : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ServerProcess.Start(null, "--city", "demo:300", "--seed", "1");

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}

/// <summary>What a person does who looks after the data: finds the device in trouble, sets a limit, changes the mapping, looks at two years of a file.</summary>
public sealed class DataDesk(Browser browser, SmallCity city) : IClassFixture<Browser>, IClassFixture<SmallCity>
{
    private HttpClient Http => city.Server.Http;

    [Fact]
    public async Task Sources_stand_by_trouble_and_one_trouble_can_be_picked()
    {
        // Its asset reports, but not every ten seconds.
        using (var put = await Http.PutAsJsonAsync("api/v1/devices/SLOW", new { name = "慢报站", protocol = "hj212", asset = await AssetWithout("flow"), intervalSeconds = 10, password = "123456" })) put.EnsureSuccessStatusCode();
        var opened = await browser.Open(new Uri(city.Server.Url, "devices"));
        var page = opened.Page;
        var slow = page.Locator("[data-row]", new() { HasText = "慢报站" });
        await Expect(slow).ToContainTextAsync("缺数");
        var troubled = await page.Locator("[data-row]").EvaluateAllAsync<bool[]>("rows => rows.map(r => r.querySelector('.tag') !== null)");
        Assert.Equal(troubled.OrderByDescending(t => t), troubled);

        var only = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^缺数") });
        await only.ClickAsync();
        await Expect(only).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(slow).ToBeVisibleAsync();
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task A_limit_of_the_checks_is_set_in_the_page_and_marks_the_next_reading()
    {
        var asset = await AssetWithout("colour");
        var opened = await browser.Open(new Uri(city.Server.Url, "devices/limits"));
        var page = opened.Page;
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "参数或资产" }).FillAsync("色度");
        await page.Locator("[data-row]").First.ClickAsync();
        await Enter(page);
        await page.Locator("label", new() { HasText = "最大" }).First.Locator("input").FillAsync("50");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Expect(page.GetByText("已保存，对之后的数据生效。")).ToBeVisibleAsync();
        await Expect(page.Locator(".history li").First).ToContainTextAsync("– 50");

        var at = (await Http.GetFromJsonAsync<JsonElement>("api/v1/city")).GetProperty("clock").GetProperty("now").GetDateTimeOffset();
        using (var post = await Http.PostAsJsonAsync("api/v1/readings", new[] { new { asset, quantity = "colour", at = at.AddMinutes(-2), value = 49.0 }, new { asset, quantity = "colour", at = at.AddMinutes(-1), value = 51.0 } })) post.EnsureSuccessStatusCode();
        var marks = (await Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{asset}/readings?quantity=colour")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("quality").GetString()).ToArray();
        Assert.Equal(2, marks.Length);
        Assert.NotEqual("outOfRange", marks[0]);
        Assert.Equal("outOfRange", marks[1]);
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task The_mapping_of_topics_is_changed_tried_and_saved_in_the_page()
    {
        var opened = await browser.Open(new Uri(city.Server.Url, "devices/mapping"));
        var page = opened.Page;
        await Expect(page.GetByText("正在使用配置的映射")).ToBeVisibleAsync();
        var routes = page.Locator("li.route");
        var before = await routes.CountAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "添加一条" }).ClickAsync();
        await Expect(routes).ToHaveCountAsync(before + 1);
        var added = routes.Last;
        await added.GetByLabel("主题").FillAsync("plant/{device}/turbidity");
        await added.GetByLabel("内容").SelectOptionAsync("plain");
        await added.GetByLabel("设备地址").FillAsync("");
        await added.GetByLabel("或资产编号").FillAsync(await AssetWithout("turbidity"));
        await added.GetByLabel("通道或参数").FillAsync("turbidity");

        var trial = page.Locator("section.try");
        await trial.GetByLabel("主题").FillAsync("plant/east/turbidity");
        await trial.GetByLabel("内容").FillAsync("4.5");
        await trial.GetByRole(AriaRole.Button, new() { Name = "试读" }).ClickAsync();
        await Expect(trial).ToContainTextAsync($"第 {before + 1} 条符合，会存入 1 个数值");

        await Enter(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存映射" }).ClickAsync();
        await Expect(page.GetByText("已保存第 1 版，对下一条消息生效。")).ToBeVisibleAsync();
        await Expect(page.Locator("section.past")).ToContainTextAsync("第 1 版");
        Assert.Contains("plant/{device}/turbidity", (await Http.GetStringAsync("api/v1/mqtt/mapping")).Replace("\\u007B", "{", StringComparison.Ordinal).Replace("\\u007D", "}", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(opened.Errors);
    }

    [SharedDataFact("plants", "superior")]
    public async Task Two_years_of_reuse_from_a_real_plants_file_stand_in_the_chart()
    {
        const string Column = "wastewater_treatment_daily_flows_reuse_flow_mgd";
        var asset = await AssetWithout("flow");
        using (var form = new MultipartFormDataContent())
        {
            form.Add(new StringContent($$"""{"asset":"{{asset}}","time":{"column":"Date","zone":"America/Denver"},"columns":[{"column":"{{Column}}","quantity":"flow","unit":"MGD"}]}"""), "mapping");
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(SharedData.PathOf("plants", "superior", "superior_aeration__overview.csv"))), "file", "superior.csv");
            using var taken = await Http.PostAsync("api/v1/files", form);
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        }
        var stored = (await Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{asset}/readings?quantity=flow&from=2017-11-01T00:00:00Z&to=2021-01-01T00:00:00Z&limit=10000")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(601, stored.Count(p => p.GetProperty("value").GetDouble() > 0)); // 606 rows, five of which repeat a day.

        var opened = await browser.Open(new Uri(city.Server.Url, $"#asset={asset}"), 1280, 720);
        var page = opened.Page;
        await page.Locator("#column").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^流量") }).ClickAsync();
        var chart = page.Locator("figure.long");
        await Expect(chart.GetByRole(AriaRole.Button, new() { Name = "全部" })).ToHaveAttributeAsync("aria-pressed", "true"); // Its last hours are empty.
        await Expect(chart.Locator("figcaption")).ToContainTextAsync($"逐值 {stored.Length} 点");
        await Expect(chart.Locator("svg")).ToContainTextAsync("2019");
        // The line itself: as many corners as there are days.
        var corners = await chart.Locator("svg path").EvaluateAllAsync<int>("paths => Math.max(...paths.map(p => (p.getAttribute('d').match(/[ML]/g) ?? []).length))");
        Assert.InRange(corners, 601, stored.Length);
        Assert.Empty(opened.Errors);
    }

    private static async Task Enter(IPage page)
    {
        await page.Locator("#access-key").FillAsync(ServerProcess.Key);
        await page.Locator("#access-key").PressAsync("Enter");
        await Expect(page.Locator("#access-key")).ToHaveCountAsync(0); // Whoever may change things here is not asked any more.
    }

    /// <summary>An outfall or intake of the city that does not measure this itself.</summary>
    private async Task<string> AssetWithout(string quantity)
    {
        foreach (var kind in (string[])["reuseIntake", "outfall", "weir", "storageTank"])
            foreach (var item in (await Http.GetFromJsonAsync<JsonElement>($"api/v1/assets?kind={kind}&limit=20")).GetProperty("items").EnumerateArray())
            {
                var id = item.GetProperty("id").GetString()!;
                var latest = (await Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/{id}")).GetProperty("state").GetProperty("latest").EnumerateArray();
                if (latest.All(l => l.GetProperty("quantity").GetString() != quantity)) return id;
            }
        throw new InvalidOperationException($"Every asset looked at measures {quantity}.");
    }
}
