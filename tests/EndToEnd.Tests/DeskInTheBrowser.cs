using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>A demo city in which people of several departments play a drill.</summary>
public sealed class DrillCity : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;
    public async Task InitializeAsync() => Server = await ServerProcess.Start(null, "--city", "demo", "--seed", "1");
    public async Task DisposeAsync() { if (Server is not null) await Server.DisposeAsync(); }
}

/// <summary>One drill from the illegal discharge to the report, played in four browsers at once: the command, the ecology desk, a crew on a phone, and somebody whom it does not concern.</summary>
public sealed class DeskInTheBrowser(Browser browser, DrillCity city) : IClassFixture<Browser>, IClassFixture<DrillCity>
{
    private const string Password = "a long walk by the river";
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Three_departments_play_a_drill_from_the_discharge_to_the_report_and_a_fourth_sees_none_of_it()
    {
        var command = await SignedIn("jia", "甲指挥", "emergency", "commander", "incidents");
        var ecology = await SignedIn("yi", "乙环保", "ecology", "dutyOfficer", "incidents");
        var outsider = await SignedIn("ding", "丁商务", "commerce", "dutyOfficer", "incidents");
        var page = command.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "开展演练" }).ClickAsync();
        await page.Locator("dialog [name=title]").FillAsync("演练：食品厂偷排");
        await page.Locator("dialog [name=scenario]").SelectOptionAsync("illegalDischarge");
        await page.Locator("dialog [name=pace]").FillAsync("20");
        await page.Locator("dialog [name=demo]").SelectOptionAsync("illegalDischarge");
        await page.Locator("dialog button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/incidents/I-*");
        await Expect(page.Locator(".band").First).ToContainTextAsync("演练 · 不是真实事件");
        var incident = page.Url.Split('/').Last();

        // It comes to the ecology desk by itself, and never to whom it does not concern.
        await ecology.Page.Locator($"[data-incident='{incident}']").ClickAsync();
        await Expect(ecology.Page.Locator(".view .head h2")).ToHaveTextAsync("演练：食品厂偷排");
        await Expect(ecology.Page.Locator(".view > .actions [data-action=assess]")).ToHaveCountAsync(0);

        await Act(page, "verify", f => f.Locator("[name=text]").FillAsync("电话核实"));
        await Act(page, "assess", async f => { await f.Locator("[name=grade]").SelectOptionAsync("IV"); await f.Locator("[name=reason]").FillAsync("未影响取水口"); });
        await Act(page, "commander", f => f.Locator("[name=person]").SelectOptionAsync("jia"));
        await Act(page, "respond", f => f.Locator("[name=text]").FillAsync("启动响应"));
        await Expect(ecology.Page.Locator(".view .head")).ToContainTextAsync("处置中"); // As it was done, without a reload.
        await Act(page, "tasks", async f =>
        {
            await f.Locator("[name=title]").FillAsync("封堵排口");
            await f.Locator("select[name=department]").SelectOptionAsync("networkOperator");
            await f.Locator("[name=dueMinutes]").FillAsync("60");
            await f.Locator("[value=photo]").CheckAsync();
            await f.Locator("[value=text]").CheckAsync();
        });
        await Expect(ecology.Page.Locator("[data-task=T1]")).ToContainTextAsync("待接收");
        // What had to be reported at once was not: the clock lapsed, for all to see, and went further up.
        await Expect(page.Locator(".clocks li.lapsed").First).ToBeVisibleAsync(new() { Timeout = 90_000 });

        await PlayInTheField();
        await Expect(page.Locator("[data-task=T1]")).ToContainTextAsync("已完成");
        await Expect(ecology.Page.Locator("[data-task=T1]")).ToContainTextAsync("已封堵");

        await ReportFinally(page);
        await Act(page, "review", async f => { await f.Locator("[name=summary]").FillAsync("两小时内封堵"); await f.Locator("[name=costs]").FillAsync("抽排车 3,600"); await f.Locator("[name=lessons]").FillAsync("排口上锁"); });
        await Expect(page.Locator(".view .head")).ToContainTextAsync("已归档");

        await Expect(outsider.Page.Locator("section.incidents")).ToContainTextAsync("当前没有处置中的事件");
        var hidden = await outsider.Page.Context.APIRequest.GetAsync(new Uri(city.Server.Url, $"api/v1/incidents/{incident}").ToString());
        Assert.Equal(404, hidden.Status);
        Assert.Empty(command.Errors.Concat(ecology.Errors).Concat(outsider.Errors));
    }

    /// <summary>A phone that loses its connection in the middle: nothing is lost and the order is kept.</summary>
    private async Task PlayInTheField()
    {
        var crew = await SignedIn("bing", "丙现场", "networkOperator", "fieldCrew", "field", 390, 844);
        var page = crew.Page;
        await page.Locator("[data-task=T1]").ClickAsync();
        await page.Locator("[data-do=accept]").ClickAsync();
        await Expect(page.Locator(".waiting")).ToHaveCountAsync(0);
        await page.Context.SetOfflineAsync(true);
        await page.Locator("[data-do=start]").ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = Picture });
        await Expect(page.Locator("[data-do=done]")).ToBeDisabledAsync();
        await page.Locator("textarea").FillAsync("已封堵");
        await page.Locator("[data-do=done]").ClickAsync();
        await Expect(page.Locator(".waiting")).ToContainTextAsync("3 项待送出");
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator(".waiting")).ToHaveCountAsync(0);
        await Expect(page.Locator(".band.refused")).ToHaveCountAsync(0);
    }

    /// <summary>Every closing condition is met or waived by name, then it ends and is reported.</summary>
    private static async Task ReportFinally(IPage page)
    {
        for (var conditions = 0; conditions < 12; conditions++)
        {
            await Open(page, "condition");
            var options = page.Locator("dialog [name=condition] option");
            if (await options.CountAsync() < 2) break;
            await page.Locator("dialog [name=condition]").SelectOptionAsync((await options.Nth(1).GetAttributeAsync("value"))!);
            await page.Locator("dialog [name=met]").CheckAsync();
            await page.Locator("dialog [name=waived]").CheckAsync();
            await page.Locator("dialog [name=text]").FillAsync("演练中豁免");
            await page.Locator("dialog button[type=submit]").ClickAsync();
            await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        }
        await page.Keyboard.PressAsync("Escape");
        await Act(page, "standDown", f => f.Locator("[name=text]").FillAsync("源头已控制"));
        await Expect(page.Locator(".view .head")).ToContainTextAsync("已终止响应");
        await Act(page, "reportUpward", async f => { await f.Locator("[name=type]").SelectOptionAsync("final"); await f.Locator("[name=to]").First.CheckAsync(); await f.Locator("[name=text]").FillAsync("处理完毕"); });
    }

    private static async Task Act(IPage page, string action, Func<ILocator, Task> fill)
    {
        await Open(page, action);
        await fill(page.Locator("dialog form"));
        await page.Locator("dialog form button[type=submit]").ClickAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    private static async Task Open(IPage page, string action)
    {
        var button = page.Locator($".view > .actions [data-action={action}]");
        await Expect(button).ToHaveCountAsync(1);
        if (!await button.IsVisibleAsync()) await page.Locator(".more summary").ClickAsync();
        await button.ClickAsync();
        await Expect(page.Locator("dialog form")).ToBeVisibleAsync();
    }

    private async Task<PageUnderTest> SignedIn(string name, string fullName, string department, string role, string path, int width = 1280, int height = 720)
    {
        using var answer = await city.Server.Http.PostAsJsonAsync($"api/v1/people/{name}", new { fullName, department, roles = new[] { role } });
        answer.EnsureSuccessStatusCode();
        var oneTime = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("oneTimePassword").GetString()!;
        var opened = await browser.Open(new Uri(city.Server.Url, $"signin?next=/{path}"), width, height);
        await SignInInTheBrowser.SignIn(opened.Page, name, oneTime);
        await SignInInTheBrowser.OwnPassword(opened.Page, Password);
        await opened.Page.WaitForURLAsync($"**/{path}");
        return opened;
    }
}
