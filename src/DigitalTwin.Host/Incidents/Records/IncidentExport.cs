using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Host.Incidents.Files;

namespace DigitalTwin.Host.Incidents.Records;

/// <summary>All of an incident in one archive: the record as stored, line by line, what it comes to, the report, every file, and the SHA-256 of each.</summary>
internal sealed class IncidentExport(AttachmentStore store)
{
    /// <returns>An archive that removes itself when it is closed.</returns>
    public async Task<FileStream> Write(Incident incident, IReadOnlyList<ChainedEntry> entries, Actor actor, IReadOnlyDictionary<string, string> reports, CancellationToken cancel)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var sums = new JsonObject();
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
            {
                await Put(zip, sums, "entries.jsonl", Encoding.UTF8.GetBytes(string.Concat(entries.Select(e => Encoding.UTF8.GetString(e.ToBody()) + "\n"))), cancel);
                await Put(zip, sums, "incident.json", Encoding.UTF8.GetBytes(IncidentViews.Of(incident, entries[^1].Hash, actor).ToJsonString(IncidentJson.Options)), cancel);
                foreach (var (name, html) in reports) await Put(zip, sums, name, Encoding.UTF8.GetBytes(html), cancel);
                foreach (var attachment in incident.Attachments)
                {
                    await using var content = store.Open(attachment.Id);
                    if (content is null) continue;
                    var name = $"attachments/{attachment.Id[..12]}-{attachment.Name}";
                    await using (var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open()) await content.CopyToAsync(part, cancel);
                    sums[name] = attachment.Id;
                }
                var manifest = new JsonObject { ["incident"] = incident.Id, ["entries"] = entries.Count, ["lastHash"] = entries[^1].Hash, ["sha256"] = sums };
                await Put(zip, [], "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString(new JsonSerializerOptions(IncidentJson.Options) { WriteIndented = true })), cancel);
            }
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task Put(ZipArchive zip, JsonObject sums, string name, byte[] content, CancellationToken cancel)
    {
        sums[name] = Convert.ToHexStringLower(SHA256.HashData(content));
        await using var part = zip.CreateEntry(name).Open();
        await part.WriteAsync(content, cancel);
    }
}
