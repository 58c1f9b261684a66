using System.Text.Json;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Taking;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DigitalTwin.Host.Http;

/// <summary>A form of two parts: <c>profile</c> (a name) or <c>mapping</c> (a profile as JSON), and then <c>file</c>, which is read as it comes and never held.</summary>
internal sealed class FileUpload(ProfileBook profiles, FileIntakeOptions options)
{
    private const int MaxMappingBytes = 4 * 1024 * 1024;
    private const int MaxNameLength = 200;

    /// <summary>Hands the file on as it comes, or answers what is wrong with the form.</summary>
    public async Task<IResult> Read(HttpContext http, Func<Stream, FileSource, Task<IResult>> take)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.MaxBytes + MaxMappingBytes;
        if (http.Request.ContentLength > options.MaxBytes + MaxMappingBytes) return Problems.Of(413, $"The body is larger than {options.MaxBytes} bytes, the most that one file may have; split it.");
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return Problems.Of(415, $"Content-Type is '{http.Request.ContentType}'; expected multipart/form-data with the parts profile or mapping, and then file.");
        FileSource? source = null;
        var reader = new MultipartReader(boundary, http.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part)) continue;
                switch (HeaderUtilities.RemoveQuotes(part.Name).Value)
                {
                    case "profile":
                        var name = (await Text(section, 200, http.RequestAborted))?.Trim() ?? "";
                        if (await profiles.Find(name, null, http.RequestAborted) is not { } saved) return Problems.Of(404, $"There is no profile '{name}'; see GET /api/v1/file-profiles.", new() { ["field"] = "profile" });
                        source = new FileSource("", saved.Profile, saved.Version);
                        break;
                    case "mapping":
                        if (await Text(section, MaxMappingBytes, http.RequestAborted) is not { } json) return Problems.Of(413, $"mapping is longer than {MaxMappingBytes} bytes.");
                        if (FileProfileBody.Read(json, out var fault) is not { } profile) return fault!;
                        source = new FileSource("", profile with { Name = profile.Name.Length > 0 ? profile.Name : "unsaved" });
                        break;
                    case "file":
                        if (source is null) return Problems.BadField("profile", "The form has no part profile or mapping before the part file.");
                        return await take(section.Body, source with { Name = NameOf(part) });
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return Problems.BadRequest($"The form cannot be read: {e.Message}");
        }
        return Problems.BadField("file", "The form has no part file.");
    }

    /// <summary>Without folders, and without what could end a line in a log.</summary>
    private static string NameOf(ContentDispositionHeaderValue part)
    {
        var given = HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value ?? "";
        var name = new string([.. Path.GetFileName(given.Replace('\\', '/')).Where(c => !char.IsControl(c))]);
        return name.Length == 0 ? "file" : name[..Math.Min(name.Length, MaxNameLength)];
    }

    private static async Task<string?> Text(MultipartSection section, int limit, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (await section.Body.ReadAsync(chunk, cancel) is var read and > 0)
        {
            bytes.Write(chunk, 0, read);
            if (bytes.Length > limit) return null;
        }
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

/// <summary>A profile as JSON, read strictly.</summary>
internal static class FileProfileBody
{
    public static FileProfile? Read(string json, out IResult? fault)
    {
        fault = null;
        try
        {
            if (JsonSerializer.Deserialize<FileProfile>(json, ProfileBook.Json) is { } profile) return profile;
            fault = Problems.BadRequest("The profile is null; expected an object.");
        }
        catch (JsonException e)
        {
            fault = Problems.Of(400, $"The profile is not as it should be at {e.Path ?? "its beginning"}: {e.Message.Split(" Path:")[0]}", new() { ["field"] = e.Path?.TrimStart('$', '.') });
        }
        return null;
    }
}
