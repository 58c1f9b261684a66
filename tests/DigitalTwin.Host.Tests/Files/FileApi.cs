using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DigitalTwin.Host.Tests.Files;

/// <summary>The file route as a client calls it.</summary>
internal static class FileApi
{
    public static async Task<(int Status, JsonElement Body)> Send(this HttpClient http, string path, string profilePart, string profile, byte[] file, string name = "drop.csv")
    {
        using var form = new MultipartFormDataContent { { new StringContent(profile), profilePart } };
        form.Add(new ByteArrayContent(file), "file", name);
        using var answer = await http.PostAsync(path, form);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static Task<(int Status, JsonElement Body)> Send(this HttpClient http, string path, string profilePart, string profile, string file, string name = "drop.csv") =>
        http.Send(path, profilePart, profile, Encoding.UTF8.GetBytes(file), name);

    public static async Task Save(this HttpClient http, string name, string profile)
    {
        using var answer = await http.PutAsync($"/api/v1/file-profiles/{name}", new StringContent(profile, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static long Number(this JsonElement e, string name) => e.GetProperty(name).GetInt64();
    public static string? Text(this JsonElement e, string name) => e.GetProperty(name).GetString();
}
