using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.People;

public class SessionTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_one_time_password_opens_nothing_but_the_door_to_a_new_one()
    {
        using var browser = town.Browser();
        var first = await town.Make("newcomer", "dutyOfficer", "auditor");
        using var signedIn = await Town.SignIn(browser, "Newcomer", first);
        Assert.True((await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mustChangePassword").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PutAsJsonAsync("/api/v1/session/password", new { password = first, next = "short" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PutAsJsonAsync("/api/v1/session/password", new { password = first, next = Town.Password })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Town.SignIn(town.Browser(), "newcomer", first)).StatusCode);
    }

    [Fact]
    public async Task What_somebody_does_is_on_record_under_his_name_and_no_secret_is()
    {
        using var browser = await town.SignedIn("clerk", "administrator");
        Assert.Equal(HttpStatusCode.OK, (await browser.PutAsJsonAsync("/api/v1/quality/limits?quantity=level", new { maximum = 5.5 })).StatusCode);
        var audit = string.Concat((await town.Host.Services.GetRequiredService<IFactLog>().Read("audit", default, new Instant(long.MaxValue), 10_000)).Select(f => f.Subject + System.Text.Encoding.UTF8.GetString(f.Body.Span)));
        Assert.Contains("clerk", audit);
        Assert.Contains("set quality limits", audit);
        Assert.DoesNotContain(Town.Password, audit);
        Assert.DoesNotContain("oneTimePassword", audit);
        Assert.DoesNotContain("passwordHash", audit, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Guesses_are_counted_also_when_they_come_at_once_and_lock_the_account()
    {
        await using var host = await RunningHost.Start();
        using var made = await host.Http.PostAsJsonAsync("/api/v1/people/target", new { fullName = "T", department = "water", roles = new[] { "planner" } });
        var password = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("oneTimePassword").GetString()!;
        using var browser = new HttpClient { BaseAddress = new Uri(host.Url) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Town.SignIn(browser, "target", $"guess number {i}")));
        Assert.Equal(4, answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized)); // The fifth locks.
        Assert.Equal(8, answers.Count(a => a.StatusCode == HttpStatusCode.Locked));
        Assert.Equal(HttpStatusCode.Locked, (await Town.SignIn(browser, "target", password)).StatusCode);
        for (var i = 0; i < 17; i++) (await Town.SignIn(browser, $"nobody{i}", "a guess for nobody")).Dispose();
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Town.SignIn(browser, "somebody", "a guess")).StatusCode); // Thirty a minute from one address.
    }

    [Fact]
    public async Task Who_there_is_cannot_be_told_from_the_answer()
    {
        await town.Make("present", "planner");
        using var browser = town.Browser();
        using var wrong = await Town.SignIn(browser, "present", "not the password");
        using var absent = await Town.SignIn(browser, "absent", "not the password");
        static async Task<string> Detail(HttpResponseMessage a) => (await a.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
        Assert.Equal((wrong.StatusCode, await Detail(wrong)), (absent.StatusCode, await Detail(absent)));
    }

    [Fact]
    public async Task A_session_is_a_new_cookie_that_scripts_and_other_sites_cannot_use()
    {
        var first = await town.Make("fixed", "planner");
        using var browser = town.Browser(out var cookies);
        cookies.Add(new Uri(town.Host.Url), new Cookie("twin-session", "planted-by-somebody"));
        using var answer = await Town.SignIn(browser, "fixed", first);
        var set = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("twin-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("planted", cookies.GetCookieHeader(new Uri(town.Host.Url)));

        using var elsewhere = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/session");
        elsewhere.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(elsewhere)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/session")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_a_new_password_and_being_disabled_end_other_sessions_at_once()
    {
        using var first = await town.SignedIn("roamer", "auditor");
        using var second = town.Browser();
        await Town.SignIn(second, "roamer", Town.Password);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/api/v1/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await first.DeleteAsync("/api/v1/session/all")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/api/v1/session")).StatusCode);

        await Town.SignIn(second, "roamer", Town.Password);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/api/v1/audit")).StatusCode);
        using var changed = await town.Host.Http.PutAsJsonAsync("/api/v1/people/roamer", new { fullName = "Roamer", department = "water", roles = new[] { "planner" } });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await second.GetAsync("/api/v1/audit")).StatusCode); // A right that is taken away ends now.
        using var disabled = await town.Host.Http.PutAsJsonAsync("/api/v1/people/roamer", new { fullName = "Roamer", department = "water", roles = new[] { "planner" }, isDisabled = true });
        Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/api/v1/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Town.SignIn(second, "roamer", Town.Password)).StatusCode);
    }

    [Fact]
    public async Task A_session_outlasts_a_restart_of_the_server()
    {
        var folder = RunningHost.NewFolder();
        try
        {
            string cookie;
            await using (var host = await RunningHost.Start(folder))
            {
                using var made = await host.Http.PostAsJsonAsync("/api/v1/people/stayer", new { fullName = "S", department = "water", roles = new[] { "planner" } });
                var password = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("oneTimePassword").GetString()!;
                using var browser = new HttpClient { BaseAddress = new Uri(host.Url) };
                using var answer = await Town.SignIn(browser, "stayer", password);
                cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("twin-session=", StringComparison.Ordinal)).Split(';')[0];
            }
            await using var again = await RunningHost.Start(folder);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session");
            request.Headers.Add("Cookie", cookie);
            using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(again.Url) };
            Assert.Equal(HttpStatusCode.OK, (await plain.SendAsync(request)).StatusCode);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_taken_away()
    {
        await using var host = await RunningHost.Start();
        for (var tries = 0; !(await host.Http.GetAsync("/api/v1/people/admin")).IsSuccessStatusCode; tries++) // Made at the first start, beside it.
        {
            Assert.True(tries < 200, "There is no first administrator.");
            await Task.Delay(50);
        }
        using var refused = await host.Http.PutAsJsonAsync("/api/v1/people/admin", new { fullName = "A", department = "data", roles = new[] { "planner" } });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }
}
