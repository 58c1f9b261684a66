using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.WorkOrders;

public class OrderTests
{
    [Fact]
    public async Task An_order_is_made_once_carried_out_and_still_there_after_a_restart()
    {
        var folder = RunningHost.NewFolder();
        string id;
        await using (var host = await RunningHost.Start(folder))
        {
            await host.Services.GetRequiredService<IRegistry>().Save(ReuseCity.Build(), Instant.From(DateTimeOffset.UtcNow));
            var body = new { asset = "reuse:J-WWTP", kind = "cleaning", title = "Clean the main", dueAt = "2026-12-01T00:00:00Z", assignee = "crew 3", checklist = new[] { "gas measured" }, requestId = "r-1" };
            id = (await Post(host, "/api/v1/orders", body)).GetProperty("id").GetString()!;
            Assert.Equal(id, (await Post(host, "/api/v1/orders", body)).GetProperty("id").GetString());
            using (var early = await host.Http.PostAsJsonAsync($"/api/v1/orders/{id}/finish?network=reuse", new { })) Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
            using (var bad = await host.Http.PostAsJsonAsync($"/api/v1/orders/{id}/tick?network=reuse", new { item = 7 })) Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
            await Post(host, $"/api/v1/orders/{id}/tick?network=reuse", new { item = 0, text = "0", requestId = "r-2" });
            Assert.Equal("done", (await Post(host, $"/api/v1/orders/{id}/finish?network=reuse", new { })).GetProperty("state").GetString());
            Assert.Empty((await host.Get("/api/v1/orders?network=reuse")).GetProperty("items").EnumerateArray());
        }
        await using (var again = await RunningHost.Start(folder))
        {
            var kept = Assert.Single((await again.Get("/api/v1/orders?network=reuse&asset=reuse:J-WWTP")).GetProperty("items").EnumerateArray());
            Assert.Equal((id, "done", 3), (kept.GetProperty("id").GetString(), kept.GetProperty("state").GetString(), kept.GetProperty("log").GetArrayLength()));
        }
        Directory.Delete(folder, true);
    }

    private static async Task<JsonElement> Post(RunningHost host, string path, object body)
    {
        using var answer = await host.Http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
