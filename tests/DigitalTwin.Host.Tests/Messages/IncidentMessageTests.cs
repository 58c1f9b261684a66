using System.Net.Http.Json;

namespace DigitalTwin.Host.Tests.Messages;

public class IncidentMessageTests
{
    [Fact]
    public async Task Who_has_to_do_with_an_incident_is_told_of_it_and_nobody_else_is()
    {
        await using var mail = new MailServer();
        await using var town = await MessageTown.Start(mail.Port);
        using var officer = await town.Person("officer", "water", "dutyOfficer", "officer@city.example");
        using var clerk = await town.Person("clerk", "finance", "dutyOfficer", "clerk@city.example");
        using var opened = await officer.PostAsJsonAsync("/api/v1/incidents", new { requestId = "i1", title = "二号泵站外溢" });
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync());
        using var commanded = await town.Host.Http.PostAsJsonAsync($"/api/v1/incidents/{(await opened.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("incident").GetProperty("id").GetString()}/commander", new { requestId = "c1", name = "officer" });
        Assert.True(commanded.IsSuccessStatusCode, await commanded.Content.ReadAsStringAsync());
        for (var tries = 0; !(await MessageTown.Inbox(officer)).Any(m => m.GetProperty("kind").GetString() == "commanded"); tries++)
        {
            Assert.True(tries < 400, "Nobody was told.");
            await Task.Delay(50);
        }
        Assert.Equal("officer@city.example", (await mail.Next()).To);
        Assert.Empty(await MessageTown.Inbox(clerk));
    }
}
