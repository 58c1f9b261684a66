using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>A bad night at the desk: one row a cause, one key and some words to take note of it, another to put it aside.</summary>
public sealed class AlarmsInTheBrowser(Browser browser, TownUnderTest town) : IClassFixture<Browser>, IClassFixture<TownUnderTest>
{
    [Fact]
    public async Task A_group_is_opened_acknowledged_by_one_key_with_a_comment_and_shelved_by_another()
    {
        await town.Levels("M3", Enumerable.Repeat(3.2, 6));
        var opened = await browser.Open(new Uri(town.Server.Url, "alarms"), 1280, 720);
        var page = opened.Page;
        await TownUnderTest.SignIn(page);

        // One row for the manhole: surcharge, overflow and what the rule book finds there lie together.
        await Until(alarms => alarms.Any(a => a.GetProperty("id").GetString() == "town:M3~rule.raised~N01" && a.GetProperty("parent").ValueKind == JsonValueKind.String));
        var group = page.Locator("li.group").Filter(new() { Has = page.Locator("[data-alarm^='town:M3~sewer.']") });
        await Expect(group).ToHaveCountAsync(1);
        await Expect(group.Locator(".nested")).ToContainTextAsync("随发");
        await Expect(page.Locator("[data-alarm='town:M3~rule.raised~N01']")).ToHaveCountAsync(0);
        var row = group.Locator("> .row [data-alarm]");
        var root = (await row.GetAttributeAsync("data-alarm"))!;
        await group.Locator(".nested").ClickAsync();
        await Expect(page.Locator("[data-alarm='town:M3~rule.raised~N01']")).ToContainTextAsync("管道高水位或淤堵");

        // One key, some words, Enter.
        await row.FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("dialog input.field")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("泵车已出发");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Expect(group).ToContainTextAsync("bootstrap");
        await Expect(page.Locator("aside.detail")).ToContainTextAsync("泵车已出发");
        var alarm = await Alarm(root);
        Assert.Equal(("acknowledged", "泵车已出发"), (alarm.GetProperty("state").GetString(), alarm.GetProperty("notes").EnumerateArray().Last().GetProperty("text").GetString()));
        Assert.Equal("acknowledged", (await Alarm("town:M3~rule.raised~N01")).GetProperty("state").GetString()); // With the whole group.

        await page.Locator($"[data-alarm='{root}']").FocusAsync();
        await page.Keyboard.PressAsync("s");
        await page.Locator("dialog input.field").FillAsync("等待清淤");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "搁置" }).First.ClickAsync();
        await Expect(page.Locator($"[data-alarm='{root}']")).ToBeVisibleAsync();
        await Expect(page.Locator(".list")).ToContainTextAsync("等待清淤");
        Assert.Equal("shelved", (await Alarm(root)).GetProperty("state").GetString());
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task A_definition_is_written_in_the_page_with_its_priority_worked_out_and_nothing_left_out()
    {
        var opened = await browser.Open(new Uri(town.Server.Url, "alarms/definitions"), 1280, 720);
        var page = opened.Page;
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "新建定义" }).ClickAsync();
        await TownUnderTest.SignIn(page);
        var form = page.Locator("dialog form.form");
        await form.Locator("input.field").First.FillAsync("own.cover");
        await form.Locator("input[list=alarm-triggers]").FillAsync("rule:N11");
        foreach (var field in new[] { "名称", "常见起因", "不处置后果" })
        {
            await form.GetByLabel($"{field} · 中文").FillAsync($"{field}文字");
            await form.GetByLabel($"{field} · 英文").FillAsync($"{field} text");
        }
        await form.Locator("select").Nth(0).SelectOptionAsync("orange");
        await form.Locator("select").Nth(1).SelectOptionAsync("severe");
        await form.Locator(".minutes input").FillAsync("5");
        await Expect(form.Locator(".priority")).ToContainTextAsync("紧急");
        await form.Locator("label:has-text('由谁决定') input").FillAsync("值班会议");
        // Without an action there is no alarm.
        await Expect(form.Locator("button[type=submit]")).ToBeDisabledAsync();
        await Expect(form.Locator("[role=status]")).ToContainTextAsync("1 项");
        await form.GetByLabel("处置 · 中文").FillAsync("派人到场");
        await form.GetByLabel("处置 · 英文").FillAsync("Send someone");
        await form.Locator("button[type=submit]").ClickAsync();
        await Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await Expect(page.Locator("section.definitions")).ToContainTextAsync("own.cover");
        var definition = (await town.Get("alarms/definitions")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("definition")).Single(d => d.GetProperty("id").GetString() == "own.cover");
        Assert.Equal(("rule:N11", "critical"), (definition.GetProperty("trigger").GetString(), definition.GetProperty("grades")[0].GetProperty("priority").GetString()));
        Assert.Empty(opened.Errors);
    }

    private async Task Until(Func<JsonElement[], bool> wanted)
    {
        for (var tries = 0; !wanted([.. (await town.Get("alarms")).GetProperty("items").EnumerateArray()]); tries++)
        {
            Assert.True(tries < 300, "The alarms never came to be as wanted.");
            await Task.Delay(200);
        }
    }

    private async Task<JsonElement> Alarm(string id) => (await town.Get("alarms")).GetProperty("items").EnumerateArray().Single(a => a.GetProperty("id").GetString() == id);
}
