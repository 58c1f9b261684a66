using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.People;
using DigitalTwin.Host.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Messages;

/// <summary>A host with its ways out: a mail server, a receiver, and a clock that can be put forward.</summary>
internal sealed class MessageTown : IAsyncDisposable
{
    public required RunningHost Host { get; init; }
    public required ShiftedTime Time { get; init; }

    public static async Task<MessageTown> Start(int smtpPort, string? folder = null, params string[] hosts)
    {
        var time = new ShiftedTime();
        var host = await RunningHost.Start(folder, builder =>
        {
            builder.Configuration["DigitalTwin:Messages:Smtp:Host"] = "127.0.0.1";
            builder.Configuration["DigitalTwin:Messages:Smtp:Port"] = $"{smtpPort}";
            builder.Configuration["DigitalTwin:Messages:Smtp:Security"] = "none";
            builder.Configuration["DigitalTwin:Messages:Smtp:From"] = "twin@city.example";
            for (var i = 0; i < hosts.Length; i++)
                (builder.Configuration[$"DigitalTwin:Messages:WebhookHosts:{i}"], builder.Configuration[$"DigitalTwin:Messages:PushHosts:{i}"]) = (hosts[i], hosts[i]);
        }, services => services.AddSingleton<TimeProvider>(time));
        return new() { Host = host, Time = time };
    }

    /// <summary>Somebody of a department, signed in.</summary>
    public async Task<HttpClient> Person(string name, string department, string role, string? email = null)
    {
        using var made = await Host.Http.PostAsJsonAsync($"/api/v1/people/{name}", new { fullName = name, department, roles = new[] { role } });
        var first = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("oneTimePassword").GetString()!;
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Host.Url) };
        await Town.SignIn(browser, name, first);
        (await browser.PutAsJsonAsync("/api/v1/session/password", new { password = first, next = Town.Password })).EnsureSuccessStatusCode();
        if (email is not null) (await browser.PutAsJsonAsync("/api/v1/messages/settings", new { email, push = true, language = "zh" })).EnsureSuccessStatusCode();
        return browser;
    }

    public Task<int> Send(object body) => Send(Host.Http, body);

    public static async Task<int> Send(HttpClient by, object body)
    {
        using var answer = await by.PostAsJsonAsync("/api/v1/messages", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sent").GetInt32();
    }

    public Task<JsonElement> Delivery(string channel, Func<JsonElement, bool> wanted) => Host.GetUntil("/api/v1/messages/deliveries", d => d.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("channel").GetString() == channel && wanted(i)));

    public static async Task<JsonElement[]> Inbox(HttpClient browser) => [.. (await browser.GetFromJsonAsync<JsonElement>("/api/v1/messages")).GetProperty("items").EnumerateArray()];

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
