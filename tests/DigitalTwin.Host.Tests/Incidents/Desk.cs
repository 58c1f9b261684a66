using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DigitalTwin.Host.Tests.Incidents;

/// <summary>What a page does with incidents.</summary>
internal static class Desk
{
    public static async Task<string> Open(this HttpClient http, object? body = null)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/incidents", body ?? new { title = "暗管偷排", scenario = "illegalDischarge", requestId = Guid.NewGuid().ToString("N") });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("incident").GetProperty("id").GetString()!;
    }

    /// <summary>Does something that must succeed; returns the incident after it.</summary>
    public static async Task<JsonElement> Do(this HttpClient http, string id, string action, object? body = null) => (await http.Act(id, action, HttpStatusCode.OK, body)).GetProperty("incident");

    /// <summary>Does something with the outcome that is expected; returns the answer.</summary>
    public static async Task<JsonElement> Act(this HttpClient http, string id, string action, HttpStatusCode expected, object? body = null)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/incidents/{id}/{action}", body ?? new { });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{action}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static async Task<JsonElement> See(this HttpClient http, string path)
    {
        using var answer = await http.GetAsync($"/api/v1/{path}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static string? Text(this JsonElement item, string name) => item.GetProperty(name).GetString();
}
