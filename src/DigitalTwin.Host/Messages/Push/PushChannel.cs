using System.Buffers.Text;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Facts;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Messages.Sending;

namespace DigitalTwin.Host.Messages.Push;

/// <summary>Web Push to a browser (RFC 8030), also one that has no page open.</summary>
internal sealed class PushChannel(FactBook<MessageSettings> settings, MessageOptions options, Vapid vapid, TimeProvider time) : IMessageChannel, IDisposable
{
    /// <summary>So long a push service keeps it for a browser that is off.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);
    private const int LongestText = 800;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = AllowedHosts.Client();

    public string Name => MessageDesk.Push;

    public async Task<Attempt> Send(Message message, string to, CancellationToken cancel)
    {
        if (message.Person is not { } person || settings.Find(person)?.Subscriptions.FirstOrDefault(s => s.Id == to) is not { } subscription) return new Attempt.Never("The browser has unsubscribed.");
        if (AllowedHosts.WhyNot(subscription.Endpoint, options.PushHosts) is { } why) return new Attempt.Never(why);
        var endpoint = new Uri(subscription.Endpoint);
        var text = settings.Find(person)?.Language == "en" ? message.En : message.Zh;
        var plain = JsonSerializer.SerializeToUtf8Bytes(new { message.Id, level = WireNames.Of(message.Level), text = text.Length <= LongestText ? text : text[..LongestText], message.IsDrill, message.Incident, message.Task }, Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(PushEncryption.Encrypt(plain, Base64Url.DecodeFromChars(subscription.P256dh), Base64Url.DecodeFromChars(subscription.Auth))) { Headers = { { "Content-Type", "application/octet-stream" }, { "Content-Encoding", "aes128gcm" } } },
        };
        request.Headers.TryAddWithoutValidation("Authorization", vapid.Authorization(endpoint, options.PushContact, time.GetUtcNow()));
        request.Headers.Add("TTL", ((int)Kept.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", message.Level >= WarningLevel.Orange ? "high" : "normal");
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (HttpAnswers.IsGone(answer)) await settings.Change(person, s => s is null ? null : s with { Subscriptions = [.. s.Subscriptions.Where(x => x.Id != to)] });
        return HttpAnswers.Read(answer);
    }

    public void Dispose() => _http.Dispose();
}
