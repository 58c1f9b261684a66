using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Messages.Sending;

namespace DigitalTwin.Host.Tests.Messages;

public class WebhookTests
{
    [Fact]
    public async Task A_gateway_gets_a_signed_message_again_after_it_was_out_of_order()
    {
        await using var gateway = new Receiver(count => count == 1 ? 503 : 200);
        await using var town = await MessageTown.Start(1, null, gateway.Origin);
        using var made = await town.Host.Http.PutAsJsonAsync("/api/v1/messages/webhooks/sms", new { url = gateway.Origin + "/sms", least = "orange" });
        var secret = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        await town.Send(new { roles = new[] { "dutyOfficer" }, zh = "小事", level = "yellow" });
        await town.Send(new { roles = new[] { "dutyOfficer" }, zh = "污水外溢", level = "red" });
        await gateway.Next();
        await town.Delivery("webhook", d => d.GetProperty("state").GetString() == "waiting" && d.GetProperty("tries").GetInt32() == 1);
        town.Time.Advance(TimeSpan.FromMinutes(1));
        var (path, headers, body) = await gateway.Next();
        Assert.Equal("/sms", path);
        var told = JsonDocument.Parse(body).RootElement;
        Assert.Contains("污水外溢", told.GetProperty("zh").GetString());
        Assert.Equal(told.GetProperty("id").GetString(), headers["Idempotency-Key"]);
        var signature = headers[WebhookChannel.SignatureHeader];
        Assert.Equal(WebhookChannel.Signature(secret, long.Parse(signature.Split(',')[0][2..]), body), signature);
        await town.Delivery("webhook", d => d.GetProperty("state").GetString() == "sent");
        Assert.Empty(gateway.Got);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1:5080/api/v1/people")]
    [InlineData("https://allowed.example.evil.example/x")]
    [InlineData("https://allowed.example@evil.example/x")]
    [InlineData("https://allowed.example:8443/x")]
    [InlineData("http://allowed.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://allowed.example/x")]
    public async Task Nobody_makes_the_server_knock_where_it_should_not(string url)
    {
        Assert.NotNull(AllowedHosts.WhyNot(url, ["allowed.example", "*.wide.example"]));
        await using var town = await MessageTown.Start(1, null, "allowed.example");
        using var refused = await town.Host.Http.PutAsJsonAsync("/api/v1/messages/webhooks/evil", new { url, least = "blue" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("https://allowed.example/x", true)]
    [InlineData("https://deep.wide.example/x", true)]
    [InlineData("https://wide.example/x", false)]
    [InlineData("https://notwide.example/x", false)]
    public void Hosts_are_allowed_by_their_whole_name(string url, bool may) => Assert.Equal(may, AllowedHosts.WhyNot(url, ["allowed.example", "*.wide.example"]) is null);

    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("fe80::1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    public void Addresses_that_machines_keep_for_themselves_are_never_called(string address, bool reserved) => Assert.Equal(reserved, AllowedHosts.IsReserved(IPAddress.Parse(address)));

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var gateway = new Receiver(_ => 302);
        await using var town = await MessageTown.Start(1, null, gateway.Origin);
        await town.Host.Http.PutAsJsonAsync("/api/v1/messages/webhooks/sms", new { url = gateway.Origin + "/sms", least = "blue" });
        await town.Send(new { roles = new[] { "dutyOfficer" }, zh = "x", level = "red" });
        await town.Delivery("webhook", d => d.GetProperty("state").GetString() == "failed");
        Assert.Equal("/sms", Assert.Single(gateway.Got).Path);
    }
}
