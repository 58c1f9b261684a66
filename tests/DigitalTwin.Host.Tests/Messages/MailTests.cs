using System.Text;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Messages;

public class MailTests
{
    [Fact]
    public async Task A_message_goes_out_as_mail_once_however_often_it_is_told()
    {
        await using var mail = new MailServer { Unknown = "gone@city.example" };
        await using var town = await MessageTown.Start(mail.Port);
        using var li = await town.Person("li", "water", "dutyOfficer", "li@city.example");
        using var gone = await town.Person("gone", "water", "dutyOfficer", "gone@city.example");
        Assert.Equal(2, await town.Send(new { requestId = "r1", departments = new[] { "water" }, zh = "泵站停运\r\nBcc: all@city.example", level = "orange" }));
        Assert.Equal(0, await town.Send(new { requestId = "r1", departments = new[] { "water" }, zh = "泵站停运", level = "orange" }));
        var (to, text) = await mail.Next();
        Assert.Equal("li@city.example", to);
        Assert.DoesNotContain("\nBcc:", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("泵站停运", Encoding.UTF8.GetString(Convert.FromBase64String(text.ReplaceLineEndings("\n").Split("\n\n", 2)[1].Replace("\n", "", StringComparison.Ordinal))));
        await town.Delivery("email", d => d.GetProperty("to").GetString() == "li@city.example" && d.GetProperty("state").GetString() == "sent");
        await town.Delivery("email", d => d.GetProperty("to").GetString() == "gone@city.example" && d.GetProperty("state").GetString() == "failed" && d.GetProperty("error").GetString()!.Contains("550"));
        Assert.Empty(mail.Mails);
    }

    [Fact]
    public async Task What_could_not_be_sent_is_sent_after_a_restart()
    {
        var (folder, port) = (RunningHost.NewFolder(), ServerProcess.FreePort());
        try
        {
            await using (var town = await MessageTown.Start(port, folder))
            {
                using var li = await town.Person("li", "water", "dutyOfficer", "li@city.example");
                await town.Send(new { people = new[] { "li" }, zh = "停电", level = "red" });
                await town.Delivery("email", d => d.GetProperty("tries").GetInt32() >= 1 && d.GetProperty("state").GetString() == "waiting");
            }
            await using var mail = new MailServer(port);
            await using var again = await MessageTown.Start(port, folder);
            again.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal("li@city.example", (await mail.Next()).To);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task Lesser_things_wait_for_the_end_of_quiet_hours_and_grave_ones_do_not()
    {
        await using var mail = new MailServer();
        await using var town = await MessageTown.Start(mail.Port);
        using var li = await town.Person("li", "water", "dutyOfficer");
        var local = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8));
        var quiet = new { from = local.AddHours(-1).ToString("HH:mm"), to = local.AddHours(2).ToString("HH:mm"), below = "red" };
        using var set = await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(li, "/api/v1/messages/settings", new { email = "li@city.example", push = true, language = "en", quiet });
        Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        await town.Send(new { people = new[] { "li" }, zh = "小事", en = "lesser", level = "orange" });
        await town.Send(new { people = new[] { "li" }, zh = "大事", en = "grave", level = "red" });
        Assert.Contains("RED", (await mail.Next()).Text);
        await town.Delivery("email", d => d.GetProperty("level").GetString() == "orange" && d.GetProperty("state").GetString() == "waiting" && d.GetProperty("tries").GetInt32() == 0);
        town.Time.Advance(TimeSpan.FromHours(2.1));
        Assert.Contains("ORANGE", (await mail.Next()).Text);
    }
}
