using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Gis.Mapping;

namespace DigitalTwin.Host.Imports;

/// <summary>Mappings remembered under a name. Append-only: what a profile was stays on record.</summary>
internal sealed class ImportProfiles(IFactLog facts, TimeProvider time)
{
    private const string Stream = "import-profile";

    public async Task<IReadOnlyList<MappingProfile>> All(CancellationToken cancel) =>
        [.. (await facts.LatestPerSubject(Stream, null, cancel)).Select(f => JsonSerializer.Deserialize<Entry>(f.Body.Span, ImportRecord.Json)?.Profile).OfType<MappingProfile>().OrderBy(p => p.Name, StringComparer.Ordinal)];

    public async Task<MappingProfile?> Find(string name, CancellationToken cancel) => (await All(cancel)).FirstOrDefault(p => p.Name == name);

    /// <param name="profile">Null removes it.</param>
    public Task Save(string name, MappingProfile? profile, string who)
    {
        var now = Instant.From(time.GetUtcNow());
        return facts.Append(Stream, name, now, now, JsonSerializer.SerializeToUtf8Bytes(new Entry(who, profile), ImportRecord.Json), CancellationToken.None);
    }

    private sealed record Entry(string Who, MappingProfile? Profile);
}
