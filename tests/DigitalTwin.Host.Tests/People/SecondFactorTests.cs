using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace DigitalTwin.Host.Tests.People;

public class SecondFactorTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_code_is_asked_for_taken_once_and_a_recovery_code_once()
    {
        using var browser = await town.SignedIn("careful", "auditor");
        using var begun = await browser.PostAsJsonAsync("/api/v1/session/authenticator", new { password = Town.Password });
        var key = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PutAsJsonAsync("/api/v1/session/authenticator", new { code = "000000" })).StatusCode);
        using var kept = await browser.PutAsJsonAsync("/api/v1/session/authenticator", new { code = Totp(key, -1) });
        var recovery = (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()!).ToArray();
        Assert.Equal(8, recovery.Distinct().Count());

        using var other = town.Browser();
        using var wanting = await Town.SignIn(other, "careful", Town.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, wanting.StatusCode);
        Assert.True((await wanting.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("wantsCode").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/api/v1/session")).StatusCode);
        var code = Totp(key, 0);
        Assert.Equal(HttpStatusCode.OK, (await Town.SignIn(other, "careful", Town.Password, code)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Town.SignIn(town.Browser(), "careful", Town.Password, code)).StatusCode); // Seen over a shoulder.
        Assert.Equal(HttpStatusCode.OK, (await Town.SignIn(town.Browser(), "careful", Town.Password, recovery[3])).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Town.SignIn(town.Browser(), "careful", Town.Password, recovery[3])).StatusCode);
    }

    /// <summary>RFC 6238 with SHA-1, 30 s and six digits.</summary>
    private static string Totp(string base32, int steps)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + steps);
        var hash = HMACSHA1.HashData(key, counter);
        var at = hash[^1] & 15;
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(at)) & int.MaxValue) % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
