using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>A signed POST to a gateway.</summary>
internal sealed class WebhookChannel(FactBook<Webhook> webhooks, MessageOptions options, WebhookSecrets secrets, TimeProvider time) : IMessageChannel, IDisposable
{
    public const string SignatureHeader = "X-Twin-Signature";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = AllowedHosts.Client();

    public string Name => MessageDesk.Hook;

    public async Task<Attempt> Send(Message message, string to, CancellationToken cancel)
    {
        if (webhooks.Find(to) is not { } hook) return new Attempt.Never("The webhook was removed.");
        if (AllowedHosts.WhyNot(hook.Url, options.WebhookHosts) is { } why) return new Attempt.Never(why); // The configuration may have changed since.
        var body = JsonSerializer.SerializeToUtf8Bytes(new { message.Id, message.Kind, level = WireNames.Of(message.Level), at = new Instant(message.At).ToString(), zh = message.Zh, en = message.En, message.IsDrill, message.Incident, message.Task, link = MessageWords.Link(options, message) }, Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        request.Headers.Add(SignatureHeader, Signature(secrets.Open(hook.Secret), time.GetUtcNow().ToUnixTimeSeconds(), body));
        request.Headers.Add("Idempotency-Key", message.Id);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return HttpAnswers.Read(answer);
    }

    /// <summary><c>t=UNIX SECONDS,v1=HMAC-SHA256 of "t.body" in hexadecimal</c>: the time is signed too, so that a receiver can refuse what somebody sends again later.</summary>
    public static string Signature(string secret, long at, ReadOnlySpan<byte> body) =>
        $"t={at},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes($"{at}."), .. body]))}";

    public void Dispose() => _http.Dispose();
}
