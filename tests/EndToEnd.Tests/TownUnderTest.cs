using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests;

/// <summary>A server with a small sewer and nothing that reports but the test.</summary>
public sealed class TownUnderTest : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await ServerProcess.Start(null, "--empty");
        using var answer = await Server.Http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
    }

    /// <summary>A level a minute in a manhole, up to now.</summary>
    public async Task Levels(string manhole, IEnumerable<double> levels)
    {
        var (now, values) = (DateTimeOffset.UtcNow, levels.ToArray());
        using var answer = await Server.Http.PostAsJsonAsync("api/v1/readings", values.Select((v, i) => new { asset = $"town:{manhole}", quantity = "level", at = now.AddMinutes(i - values.Length + 1), value = v }));
        Assert.True((int)answer.StatusCode == 202, await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> Get(string path) => await Server.Http.GetFromJsonAsync<JsonElement>($"api/v1/{path}");

    /// <summary>Gives the page the key, as a person does.</summary>
    public static async Task SignIn(IPage page)
    {
        await page.Locator("#access-key").FillAsync(ServerProcess.Key);
        await page.Locator("#access-key").PressAsync("Enter");
        await Expect(page.Locator("#access-key")).ToHaveCountAsync(0);
    }
}
