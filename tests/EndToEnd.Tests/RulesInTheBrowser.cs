using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>What an engineer does with the rule book: writes a condition, is told where it errs, tries it on what was measured, arms it, and looks up what was there before.</summary>
public sealed class RulesInTheBrowser(Browser browser, TownUnderTest town) : IClassFixture<Browser>, IClassFixture<TownUnderTest>
{
    [Fact]
    public async Task A_rule_is_mended_at_its_place_tried_on_history_given_a_cause_saved_and_armed()
    {
        // Two high waters of twenty minutes within the last three hours.
        await town.Levels("M6", Enumerable.Range(0, 180).Select(i => i % 80 is >= 30 and < 50 ? 2 : 0.2));
        var opened = await browser.Open(new Uri(town.Server.Url, "rules"));
        var page = opened.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "新建规则" }).ClickAsync();
        await TownUnderTest.SignIn(page);
        var detail = page.Locator("article.detail");
        await detail.GetByLabel("编号").First.FillAsync("own-1");
        await detail.GetByLabel("名称", new() { Exact = true }).FillAsync("自建高水位");
        await detail.GetByLabel("适用资产").FillAsync("manhole");
        await detail.GetByLabel("适用资产").BlurAsync();

        // A mistake is marked under the word, said beside it, and mended by one click.
        var condition = detail.Locator("#step-0");
        await condition.FillAsync("levl > 1 m for 5min");
        await Expect(detail.Locator("mark").First).ToHaveTextAsync("levl");
        await Expect(detail.Locator("#step-0-said .fault")).ToContainTextAsync("level");
        var save = detail.GetByRole(AriaRole.Button, new() { Name = "保存" });
        await Expect(save).ToBeDisabledAsync();
        await detail.GetByRole(AriaRole.Button, new() { Name = "改为“level”" }).ClickAsync();
        await Expect(condition).ToHaveValueAsync("level > 1 m for 5min");
        await Expect(detail.Locator("footer [role=status]")).ToContainTextAsync("条件正确");

        await detail.Locator(".trial select").SelectOptionAsync("1");
        await detail.Locator("#trial-asset").FillAsync("town:M6");
        await detail.GetByRole(AriaRole.Button, new() { Name = "试算" }).ClickAsync();
        await Expect(detail.Locator(".trial [role=status]")).ToContainTextAsync("会提出 2 次");

        await detail.GetByRole(AriaRole.Button, new() { Name = "加一个原因" }).ClickAsync();
        await detail.GetByLabel("可能原因 · 中文").FillAsync("下游堵塞");
        await detail.GetByRole(AriaRole.Button, new() { Name = "加一条迹象" }).ClickAsync();
        await detail.GetByLabel("区分迹象 · 中文").FillAsync("水位在涨");
        await detail.Locator("#sign-0").FillAsync("rate(level, 1h) > 0 m/h");
        await detail.Locator(".likely input").FillAsync("80");
        await detail.Locator(".likely input").BlurAsync();
        await detail.GetByLabel("修改原因").FillAsync("试算两次，合适");
        await Expect(save).ToBeEnabledAsync();
        await save.ClickAsync();
        await Expect(page.Locator("article.detail header")).ToContainTextAsync("own-1");
        await detail.GetByRole(AriaRole.Button, new() { Name = "启用", Exact = true }).ClickAsync();
        await Expect(page.Locator("ul.rules li").Filter(new() { HasText = "own-1" })).ToContainTextAsync("已启用");
        await Expect(detail).ToContainTextAsync("试算两次，合适"); // In its history.

        var rule = (await town.Get("rules/own-1")).GetProperty("rule");
        Assert.True(rule.GetProperty("armed").GetBoolean());
        Assert.Equal("下游堵塞", rule.GetProperty("causes")[0].GetProperty("zh").GetString());
        Assert.Equal(0.8, rule.GetProperty("signs")[0].GetProperty("likely").GetProperty(rule.GetProperty("causes")[0].GetProperty("id").GetString()!).GetDouble());
        Assert.Empty(opened.Errors);
    }
}
