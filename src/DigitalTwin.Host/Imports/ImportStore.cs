using System.Security.Cryptography;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Configuration;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Imports;

/// <summary>The drafts: their files in the data folder under names of our own, the rest as facts.</summary>
internal sealed class ImportStore(IFactLog facts, IOptions<TwinOptions> options, TimeProvider time)
{
    public const string Stream = "import";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<IReadOnlyList<ImportRecord>> All(CancellationToken cancel) =>
        [.. (await facts.LatestPerSubject(Stream, null, cancel)).OrderByDescending(f => f.KnownAt).ThenByDescending(f => f.Sequence).Select(Read)];

    public async Task<ImportRecord?> Find(string id, CancellationToken cancel) =>
        (await facts.LatestPerSubject(Stream, null, cancel)).Where(f => f.Subject == id).Select(Read).FirstOrDefault();

    public ImportRecord New(string network, string title, string who) => new()
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), Network = network, Title = title, CreatedAt = Now.ToString(), CreatedBy = who,
    };

    public Instant Now => Instant.From(time.GetUtcNow());

    /// <summary>Takes a file in as it comes; null where it is longer than <paramref name="most"/>.</summary>
    public async Task<ImportFile?> Keep(string id, string name, int number, string? crs, Stream body, long most, CancellationToken cancel)
    {
        var folder = FolderOf(id);
        Directory.CreateDirectory(folder);
        var stored = $"{number}{Path.GetExtension(name).ToLowerInvariant()}";
        var path = Path.Combine(folder, stored);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (length, buffer) = (0L, new byte[81920]);
        await using (var file = File.Create(path))
            while (await body.ReadAsync(buffer, cancel) is var read and > 0 && (length += read) <= most)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        if (length <= most) return new ImportFile(name, stored, length, Convert.ToHexStringLower(hash.GetHashAndReset()), crs);
        File.Delete(path);
        return null;
    }

    public string PathOf(ImportRecord record, ImportFile file) => Path.Combine(FolderOf(record.Id), file.Stored);

    /// <summary>Changes a draft, one at a time; null where there is none.</summary>
    /// <param name="change">Null leaves it as it is.</param>
    public async Task<ImportRecord?> Change(string id, Func<ImportRecord, ImportRecord?> change, CancellationToken cancel)
    {
        if (!await _turn.WaitAsync(LongestWait, cancel)) throw new TimeoutException("Another draft is still being stored.");
        try
        {
            if (await Find(id, cancel) is not { } before) return null;
            if (change(before) is not { } after) return before;
            after = after with { Version = before.Version + 1 };
            await Append(after);
            return after;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<ImportRecord> Add(ImportRecord record)
    {
        await Append(record);
        return record;
    }

    private Task Append(ImportRecord record) => facts.Append(Stream, record.Id, Now, Now, JsonSerializer.SerializeToUtf8Bytes(record, ImportRecord.Json), CancellationToken.None);

    private string FolderOf(string id) => Path.Combine(options.Value.Data, "imports", id);

    private static ImportRecord Read(Fact fact) => JsonSerializer.Deserialize<ImportRecord>(fact.Body.Span, ImportRecord.Json) ?? throw new InvalidDataException($"Draft {fact.Subject} is stored as null.");
}
