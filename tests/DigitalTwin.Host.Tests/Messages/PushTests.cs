using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Messages.Push;

namespace DigitalTwin.Host.Tests.Messages;

public class PushTests
{
    // RFC 8291, appendix A.
    private const string ServerPrivate = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string ServerPublic = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string BrowserPublic = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Salt = "DGv6ra1nlYgDCS1FRnbzlw", Auth = "BTBZMqHH6r4Tts7J_aSIgg";
    private const string Body = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    [Fact]
    public void The_example_of_the_RFC_comes_out_byte_for_byte()
    {
        using var own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes(ServerPrivate), Q = P256.Point(Bytes(ServerPublic)) });
        Assert.Equal(Body, Base64Url.EncodeToString(PushEncryption.Encrypt("When I grow up, I want to be a watermelon"u8, Bytes(BrowserPublic), Bytes(Auth), own, Bytes(Salt))));
    }

    [Fact]
    public async Task A_browser_gets_what_only_it_can_read_from_who_proves_to_be_the_city()
    {
        await using var service = new Receiver(_ => 201);
        await using var town = await MessageTown.Start(1, null, service.Origin);
        using var li = await town.Person("li", "water", "dutyOfficer");
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (key, auth) = (P256.Bytes(browser.ExportParameters(false).Q), RandomNumberGenerator.GetBytes(16));
        using var subscribed = await li.PostAsJsonAsync("/api/v1/messages/push/subscriptions", new { endpoint = service.Origin + "/push/abc", keys = new { p256dh = Base64Url.EncodeToString(key), auth = Base64Url.EncodeToString(auth) } });
        Assert.Equal(HttpStatusCode.NoContent, subscribed.StatusCode);
        await town.Send(new { people = new[] { "li" }, zh = "请立即处置", level = "red" });
        var (path, headers, body) = await service.Next();
        Assert.Equal("/push/abc", path);
        Assert.Equal(("aes128gcm", "high"), (headers["Content-Encoding"], headers["Urgency"]));
        Assert.Contains("请立即处置", JsonDocument.Parse(Read(body, browser, key, auth)).RootElement.GetProperty("text").GetString());

        var publicKey = Bytes((await li.GetFromJsonAsync<JsonElement>("/api/v1/messages/push/key")).GetProperty("publicKey").GetString()!);
        var token = headers["Authorization"]["vapid t=".Length..].Split(", k=")[0].Split('.');
        using var city = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = P256.Point(publicKey) });
        Assert.True(city.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Bytes(token[2]), HashAlgorithmName.SHA256));
        var claims = JsonDocument.Parse(Bytes(token[1])).RootElement;
        Assert.Equal(service.Origin, claims.GetProperty("aud").GetString());
        Assert.InRange(claims.GetProperty("exp").GetInt64() - town.Time.GetUtcNow().ToUnixTimeSeconds(), 1, 86_400);
    }

    [Fact]
    public async Task A_browser_that_is_gone_is_told_no_more()
    {
        await using var service = new Receiver(_ => 410);
        await using var town = await MessageTown.Start(1, null, service.Origin);
        using var li = await town.Person("li", "water", "dutyOfficer");
        await li.PostAsJsonAsync("/api/v1/messages/push/subscriptions", new { endpoint = service.Origin + "/gone", keys = new { p256dh = BrowserPublic, auth = Auth } });
        await town.Send(new { people = new[] { "li" }, zh = "x", level = "red" });
        await town.Delivery("push", d => d.GetProperty("state").GetString() == "failed");
        Assert.Equal(0, (await li.GetFromJsonAsync<JsonElement>("/api/v1/messages/settings")).GetProperty("browsers").GetInt32());
    }

    [Theory]
    [InlineData("https://evil.example/push", BrowserPublic, Auth, "endpoint")]
    [InlineData("https://fcm.googleapis.com/x", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5", Auth, "keys.p256dh")]
    [InlineData("https://fcm.googleapis.com/x", BrowserPublic, "short", "keys.auth")]
    public async Task What_is_no_subscription_is_refused(string endpoint, string p256dh, string auth, string field)
    {
        await using var town = await MessageTown.Start(1, null, "fcm.googleapis.com");
        using var refused = await town.Host.Http.PostAsJsonAsync("/api/v1/messages/push/subscriptions", new { endpoint, keys = new { p256dh, auth } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(field, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    /// <summary>What a browser does (RFC 8291 §3.4), written apart from what the server does.</summary>
    private static byte[] Read(byte[] body, ECDiffieHellman browser, byte[] key, byte[] auth)
    {
        var (salt, sender) = (body[..16], body[21..86]);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = P256.Point(sender) });
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, browser.DeriveRawSecretAgreement(other.PublicKey), 32, auth, [.. "WebPush: info\0"u8, .. key, .. sender]);
        using var aes = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
        var plain = new byte[body.Length - 86 - 16];
        aes.Decrypt(HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, "Content-Encoding: nonce\0"u8.ToArray()), body.AsSpan(86, plain.Length), body.AsSpan(86 + plain.Length), plain);
        Assert.Equal(2, plain[^1]);
        return plain[..^1];
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
