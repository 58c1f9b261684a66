using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>From the one-time password on the terminal to a team with its rights, in the page alone.</summary>
public sealed class SignInInTheBrowser(Browser browser, TownUnderTest town) : IClassFixture<Browser>, IClassFixture<TownUnderTest>
{
    private const string Mine = "rain over the ring main", Hers = "a long walk by the river", Forged = "not the right password";

    [Fact]
    public async Task An_administrator_takes_over_adds_somebody_and_each_sees_only_what_they_may()
    {
        var opened = await browser.Open(new Uri(town.Server.Url, "signin?next=/people"), 1280, 720);
        var page = opened.Page;
        await SignIn(page, "admin", await FirstPassword());
        await OwnPassword(page, Mine);
        await page.WaitForURLAsync("**/people");
        await Expect(page.Locator(".who")).ToContainTextAsync("管理员");

        await page.GetByRole(AriaRole.Button, new() { Name = "添加人员" }).ClickAsync();
        var form = page.Locator("dialog form");
        await form.Locator("[name=fullName]").FillAsync("甲员工");
        await form.Locator("[name=account]").FillAsync("jia");
        await form.Locator("[name=department]").SelectOptionAsync("ecology");
        await Expect(form.Locator("button[type=submit]")).ToBeDisabledAsync();
        await form.GetByLabel("值班员").CheckAsync();
        await Expect(form).ToContainTextAsync("处置报警");
        await form.Locator("button[type=submit]").ClickAsync();
        var oneTime = await page.Locator("dialog output").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "已告知" }).Last.ClickAsync();
        await Expect(page.Locator("[data-row]").Filter(new() { HasText = "甲员工" })).ToContainTextAsync("待改密码");

        var other = await browser.Open(new Uri(town.Server.Url, "signin"), 1280, 720);
        await SignIn(other.Page, "jia", oneTime);
        await OwnPassword(other.Page, Hers);
        await Expect(other.Page.Locator(".who")).ToContainTextAsync("甲员工");
        await other.Page.Locator(".who button").ClickAsync();
        await Expect(other.Page.Locator(".who .menu")).ToContainTextAsync("生态环境");
        await Expect(other.Page.GetByRole(AriaRole.Link, new() { Name = "人员与权限" })).ToHaveCountAsync(0);
        await other.Page.GotoAsync(new Uri(town.Server.Url, "people").ToString());
        await Expect(other.Page.Locator("section.people")).ToContainTextAsync("管理人员需要管理员角色");
        Assert.Empty(other.Errors);

        // Who is disabled is signed out at once.
        await page.Locator("[data-row]").Filter(new() { HasText = "甲员工" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "停用账号" }).ClickAsync();
        await page.Locator("form.asking button[type=submit]").ClickAsync();
        await Expect(page.Locator("aside.person")).ToContainTextAsync("已停用");
        await other.Page.ReloadAsync();
        await Expect(other.Page.Locator(".who")).ToContainTextAsync("登录");
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task A_second_factor_is_scanned_from_a_code_drawn_here_and_asked_for_from_then_on()
    {
        var oneTime = await Add("yi", "乙员工", "water");
        var opened = await browser.Open(new Uri(town.Server.Url, "signin?next=/account"), 1280, 720);
        var page = opened.Page;
        await SignIn(page, "yi", oneTime);
        await OwnPassword(page, Mine);
        await page.GetByRole(AriaRole.Button, new() { Name = "开启两步验证" }).ClickAsync();
        await page.Locator(".second input[type=password]").FillAsync(Mine);
        await page.Locator(".second button[type=submit]").ClickAsync();
        await Expect(page.Locator("svg.qr path")).ToHaveCountAsync(1);
        var key = (await page.Locator(".second code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.Locator(".six").FillAsync(Totp.Code(key, DateTimeOffset.UtcNow));
        await page.GetByRole(AriaRole.Button, new() { Name = "确认开启" }).ClickAsync();
        await Expect(page.Locator(".codes li")).ToHaveCountAsync(8);
        var recovery = await page.Locator(".codes li").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "我已保存好" }).ClickAsync();
        await Expect(page.Locator(".second")).ToContainTextAsync("已开启");
        Assert.Empty(opened.Errors);

        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.WaitForURLAsync("**/signin");
        await SignIn(page, "yi", Mine);
        await page.Locator("[name=code]").FillAsync(recovery);
        await page.Locator("button[type=submit]").ClickAsync();
        await Expect(page.Locator(".who")).ToContainTextAsync("乙员工");
    }

    [Fact]
    public async Task Guesses_lock_the_account_and_the_page_says_until_when()
    {
        await Add("bing", "丙员工", "housing");
        var page = (await browser.Open(new Uri(town.Server.Url, "signin"), 1280, 720)).Page;
        for (var guess = 1; guess < 5; guess++)
        {
            await SignIn(page, "bing", Forged + guess);
            await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "账号或密码不对" })).ToBeVisibleAsync();
        }
        await SignIn(page, "bing", Forged);
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasTextRegex = new Regex(@"锁定至 .*\d\d:\d\d（还有 1[45] 分") })).ToBeVisibleAsync();
        await Expect(page.Locator("button[type=submit]")).ToBeDisabledAsync();
    }

    private async Task<string> FirstPassword()
    {
        for (var tries = 0; ; tries++)
        {
            if (Regex.Match(town.Server.Output, "with the password (\\S+),") is { Success: true } found) return found.Groups[1].Value;
            Assert.True(tries < 300, "The first password was never printed.");
            await Task.Delay(100);
        }
    }

    private async Task<string> Add(string name, string fullName, string department)
    {
        using var answer = await town.Server.Http.PostAsJsonAsync($"api/v1/people/{name}", new { fullName, department, roles = new[] { "dutyOfficer" } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("oneTimePassword").GetString()!;
    }

    internal static async Task SignIn(IPage page, string name, string password)
    {
        await page.Locator("[name=username]").FillAsync(name);
        await page.Locator("[name=password]").FillAsync(password);
        await page.Locator("form button[type=submit]").ClickAsync();
    }

    internal static async Task OwnPassword(IPage page, string password)
    {
        await page.Locator("[name=next]").FillAsync(password);
        await page.Locator("[name=again]").FillAsync(password);
        await page.Locator("form.password button[type=submit]").ClickAsync();
    }
}
