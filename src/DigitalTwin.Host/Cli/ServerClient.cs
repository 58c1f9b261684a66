using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace DigitalTwin.Host.Cli;

/// <summary>Calls the running server's API with the caller's key, and waits where the server asks to.</summary>
internal sealed class ServerClient : IDisposable
{
    public const string KeyVariable = "DIGITALTWIN_KEY";
    private const int MostTries = 60;

    private readonly HttpClient _http;

    private ServerClient(HttpClient http) => _http = http;

    public string Url => _http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>To <paramref name="url"/>, or to the server of this user that started last.</summary>
    /// <exception cref="CommandException">None is running, or no key is to be had.</exception>
    public static async Task<ServerClient> Connect(string? url)
    {
        if (url is not null && !Uri.TryCreate(url, UriKind.Absolute, out _)) throw new CommandException($"--url is '{url}'; expected something like http://127.0.0.1:5080.");
        var local = LocalServers.Find(url);
        var address = url ?? local?.Url ?? throw new CommandException("No server of yours is running here. Start one with './twin run', or name one with --url.");
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) };
        var key = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } given ? given : local is not null && http.BaseAddress.IsLoopback ? LocalServers.KeyOf(local) : null;
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var answer = await http.GetAsync("/healthz");
        }
        catch (HttpRequestException e)
        {
            http.Dispose();
            throw new CommandException($"Nothing answers at {address} ({e.Message}). Start the server with './twin run', or name another with --url.");
        }
        if (key is null) throw new CommandException($"A key is needed for {address}: set {KeyVariable}, or run this as the user who started the server, on the same machine.");
        return new ServerClient(http);
    }

    /// <summary>Sends until it is taken, however often the server says that it is busy.</summary>
    public async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> request)
    {
        for (var tries = 1; ; tries++)
        {
            HttpResponseMessage? answer = null;
            try
            {
                answer = await _http.SendAsync(request());
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || tries == MostTries) return answer;
            }
            catch (HttpRequestException) when (tries < MostTries)
            {
                // The server may be starting again; what it acknowledged it has.
            }
            await Task.Delay(answer?.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
            answer?.Dispose();
        }
    }

    /// <exception cref="CommandException">The answer is not a success.</exception>
    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, path));
        if (!answer.IsSuccessStatusCode) throw new CommandException(await Explain(answer));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<HttpResponseMessage> Put<T>(string path, T content) => Send(() => new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(content) });

    public Task<HttpResponseMessage> Delete(string path) => Send(() => new HttpRequestMessage(HttpMethod.Delete, path));

    /// <summary>What a problem says, for people.</summary>
    public static async Task<string> Explain(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        try
        {
            using var problem = JsonDocument.Parse(text);
            return $"{(int)answer.StatusCode} {problem.RootElement.GetProperty("detail").GetString()}";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            return $"{(int)answer.StatusCode} {text}";
        }
    }

    public void Dispose() => _http.Dispose();
}
