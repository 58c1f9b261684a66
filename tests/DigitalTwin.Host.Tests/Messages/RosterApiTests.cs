using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DigitalTwin.Host.Tests.Messages;

public class RosterApiTests
{
    [Fact]
    public async Task Who_is_on_call_is_called_and_who_does_not_answer_is_followed_by_the_next()
    {
        await using var town = await MessageTown.Start(1);
        using var an = await town.Person("an", "water", "dutyOfficer");
        using var bo = await town.Person("bo", "water", "dutyOfficer");
        using var head = await town.Person("head", "water", "departmentHead");
        using var other = await town.Person("other", "health", "departmentHead");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PutAsJsonAsync("/api/v1/rosters/water", Roster("an"))).StatusCode); // Another department's.
        Assert.Equal(HttpStatusCode.Forbidden, (await an.PutAsJsonAsync("/api/v1/rosters/water", Roster("an"))).StatusCode); // Not his to write.
        Assert.Equal(HttpStatusCode.BadRequest, (await head.PutAsJsonAsync("/api/v1/rosters/water", Roster("nobody"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await head.PutAsJsonAsync("/api/v1/rosters/water", Roster("an", "bo"))).StatusCode);
        Assert.Equal("an", (await an.GetFromJsonAsync<JsonElement>("/api/v1/rosters/water/now")).GetProperty("now").GetProperty("people")[0].GetProperty("name").GetString());

        await town.Send(new { departments = new[] { "water" }, roles = new[] { "dutyOfficer" }, zh = "泵站停运", level = "red" });
        var called = Assert.Single(await MessageTown.Inbox(an));
        Assert.True(called.GetProperty("needsAcknowledgement").GetBoolean());
        Assert.False(Assert.Single(await MessageTown.Inbox(bo)).GetProperty("needsAcknowledgement").GetBoolean()); // Finds it in the page, and is not called.
        Assert.Empty(await MessageTown.Inbox(other));

        town.Time.Advance(TimeSpan.FromMinutes(11));
        await Until(async () => (await MessageTown.Inbox(bo))[0].GetProperty("escalatedFrom").GetString() == "an");
        town.Time.Advance(TimeSpan.FromMinutes(11));
        await Until(async () => (await MessageTown.Inbox(head)) is [var told] && told.GetProperty("escalatedFrom").GetString() == "bo");
        var id = (await MessageTown.Inbox(head))[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await bo.PostAsync($"/api/v1/messages/{id}/acknowledge", null)).StatusCode); // Not for somebody else.
        Assert.Equal(HttpStatusCode.OK, (await head.PostAsync($"/api/v1/messages/{id}/acknowledge", null)).StatusCode);
        var after = (await MessageTown.Inbox(head))[0];
        Assert.NotEqual(JsonValueKind.Null, after.GetProperty("acknowledgedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, after.GetProperty("escalatesAt").ValueKind);
    }

    [Fact]
    public async Task A_shift_is_handed_over_by_one_and_taken_over_by_another_of_the_department()
    {
        await using var town = await MessageTown.Start(1);
        using var an = await town.Person("an", "water", "dutyOfficer");
        using var bo = await town.Person("bo", "water", "dutyOfficer");
        using var idle = await town.Person("idle", "water", "dutyOfficer");
        using var other = await town.Person("other", "health", "dutyOfficer");
        Assert.Equal(HttpStatusCode.OK, (await town.Host.Http.PutAsJsonAsync("/api/v1/rosters/water", Roster("an", "bo"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await idle.PostAsJsonAsync("/api/v1/handovers", new { note = "not on call" })).StatusCode);
        var (first, again) = (await an.PostAsJsonAsync("/api/v1/handovers", new { note = "2 号泵在修", requestId = "n1" }), await an.PostAsJsonAsync("/api/v1/handovers", new { note = "2 号泵在修", requestId = "n1" }));
        var id = (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        Assert.Equal(id, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString());
        Assert.Single((await bo.GetFromJsonAsync<JsonElement>("/api/v1/handovers")).GetProperty("items").EnumerateArray());
        Assert.Empty((await other.GetFromJsonAsync<JsonElement>("/api/v1/handovers")).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsJsonAsync($"/api/v1/handovers/{id}/sign", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await an.PostAsJsonAsync($"/api/v1/handovers/{id}/sign", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await idle.PostAsJsonAsync($"/api/v1/handovers/{id}/sign", new { })).StatusCode);
        using var signed = await bo.PostAsJsonAsync($"/api/v1/handovers/{id}/sign", new { remark = "收到" });
        Assert.Equal("bo", (await signed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("takenBy").GetString());
    }

    private static object Roster(params string[] people) => new { escalateMinutes = 10, shifts = new[] { new { id = "day", title = "全天", from = "00:00", to = "00:00", days = new[] { 1, 2, 3, 4, 5, 6, 7 }, people } } };

    private static async Task Until(Func<Task<bool>> wanted)
    {
        for (var tries = 0; !await wanted(); tries++)
        {
            Assert.True(tries < 400, "It never came to be as wanted.");
            await Task.Delay(50);
        }
    }
}
