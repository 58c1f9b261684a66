using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Incidents;

/// <summary>Files that are not what they seem, too large, or meant for another place.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];

    private RunningHost _host = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        _host = await RunningHost.Start();
        _id = await _host.Http.Open();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_photo_comes_back_byte_by_byte_and_is_never_opened_as_a_page()
    {
        using var taken = await Post("现场.jpg", Jpeg);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        var hash = Convert.ToHexStringLower(SHA256.HashData(Jpeg));
        using var given = await _host.Http.GetAsync($"/api/v1/incidents/{_id}/attachments/{hash}");
        Assert.Equal(Jpeg, await given.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/jpeg", given.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", given.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", given.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", given.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("photo.jpg", "<script>alert(1)</script>")]
    [InlineData("note.txt", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("photo.png", "MZ\u0090\0\u0003")]
    [InlineData("list.csv", "a,b\n\0\u0001")]
    [InlineData("page.html", "plain words")]
    [InlineData("photo.svg", "plain words")]
    public async Task A_disguised_file_is_refused(string name, string content) => await Refused(name, Encoding.UTF8.GetBytes(content), HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task A_name_that_ends_otherwise_than_the_content_is_refused_and_so_are_macros()
    {
        await Refused("scan.pdf", Jpeg, HttpStatusCode.UnsupportedMediaType);
        await Refused("plan.docx", Package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), HttpStatusCode.UnsupportedMediaType);
        await Refused("plan.docx", Package("evil.exe"), HttpStatusCode.UnsupportedMediaType);
        using var taken = await Post("plan.docx", Package("[Content_Types].xml", "word/document.xml"));
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_however_its_length_is_told()
    {
        var large = new byte[20 * 1024 * 1024 + 1];
        Jpeg.CopyTo(large, 0);
        await Refused("big.jpg", large, HttpStatusCode.RequestEntityTooLarge);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("big.jpg")) { Content = new StreamContent(new Trickle(large)) };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await Refused("nothing.txt", [], HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("../../../../etc/cron.d/x.txt")]
    [InlineData("..\\..\\windows\\x.txt")]
    [InlineData("/etc/passwd.txt")]
    [InlineData("a\r\nSet-Cookie: x=1.txt")]
    public async Task A_name_never_becomes_a_path_nor_a_header(string name)
    {
        var content = Encoding.UTF8.GetBytes($"text {name}");
        using var taken = await Post(name, content);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        var attachment = (await _host.Http.See($"incidents/{_id}")).GetProperty("attachments")[0];
        Assert.DoesNotContain('/', attachment.Text("name")!);
        Assert.DoesNotContain('\\', attachment.Text("name")!);
        Assert.All(Directory.GetFiles(Path.Combine(_host.Folder, "attachments"), "*", SearchOption.AllDirectories), f => Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(f)));
        using var given = await _host.Http.GetAsync($"/api/v1/incidents/{_id}/attachments/{attachment.Text("id")}");
        Assert.False(given.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("..%2f..%2fcity.db")]
    [InlineData("%2e%2e%2fcity.db")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_asked_for_opens_nothing_but_files_of_the_incident(string hash)
    {
        using var given = await _host.Http.GetAsync($"/api/v1/incidents/{_id}/attachments/{hash}");
        Assert.Equal(HttpStatusCode.NotFound, given.StatusCode);
    }

    private async Task Refused(string name, byte[] content, HttpStatusCode status)
    {
        using var answer = await Post(name, content);
        Assert.True(answer.StatusCode == status, $"{name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(0, (await _host.Http.See($"incidents/{_id}")).GetProperty("attachments").EnumerateArray().Count(a => a.Text("name") == name));
    }

    private Task<HttpResponseMessage> Post(string name, byte[] content) => _host.Http.PostAsync(Address(name), new ByteArrayContent(content));

    private string Address(string name) => $"/api/v1/incidents/{_id}/attachments?name={Uri.EscapeDataString(name)}";

    private static byte[] Package(params string[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in parts)
                using (var content = zip.CreateEntry(part).Open()) content.Write("<x/>"u8);
        return bytes.ToArray();
    }

    /// <summary>Of a length that nobody can ask for.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
