using System.Globalization;
using System.Text.Json;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Sql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace DigitalTwin.Storage.GrainState;

/// <summary>Grain state as JSON in the city's database. The ETag counts the writes of a state; writes at the same time share one sync.</summary>
/// <remarks>A cleared state keeps its row and its count, so that an ETag from before never fits again.</remarks>
public sealed class SqlGrainStorage(CityDatabase city) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (etag, body) = await city.Reads.ReadAsync(database =>
        {
            var row = Bind(database.Statement("SELECT etag, body FROM grain_state WHERE type = ?1 AND key = ?2 AND name = ?3"), stateName, grainId);
            var found = row.Step() ? (row.Int64(0), row.IsNull(1) ? null : row.Blob(1).ToArray()) : (0, null);
            row.Reset();
            return found;
        }, CancellationToken.None).ConfigureAwait(false);

        grainState.ETag = etag == 0 ? null : Text(etag);
        grainState.RecordExists = body is not null;
        grainState.State = body is null ? GrainJson.New<T>() : JsonSerializer.Deserialize<T>(body, GrainJson.Options);
    }

    /// <exception cref="InconsistentStateException">The state was written or cleared since it was read.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(grainState.State, GrainJson.Options);
        grainState.ETag = await Replace(stateName, grainId, grainState.ETag, body).ConfigureAwait(false);
        grainState.RecordExists = true;
    }

    /// <exception cref="InconsistentStateException">The state was written or cleared since it was read.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // A state never read or written may be cleared all the same; there is then nothing that it could conflict with.
        if (grainState.ETag is null) await ReadStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
        if (grainState.ETag is not null) grainState.ETag = await Replace(stateName, grainId, grainState.ETag, null).ConfigureAwait(false);
        grainState.RecordExists = false;
        grainState.State = GrainJson.New<T>();
    }

    private Task<string> Replace(string stateName, GrainId grainId, string? etag, byte[]? body) => city.Writes.Run(database =>
    {
        var write = Bind(database.Statement(etag is null
            ? "INSERT INTO grain_state (type, key, name, etag, body) VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT DO NOTHING RETURNING etag"
            : "UPDATE grain_state SET etag = etag + 1, body = ?4 WHERE type = ?1 AND key = ?2 AND name = ?3 AND etag = ?5 RETURNING etag"), stateName, grainId);
        if (body is null) write.BindNull(4);
        else write.Bind(4, body);
        if (etag is not null) write.Bind(5, long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);

        var next = write.Step() ? write.Int64(0) : 0;
        write.Reset();
        return next > 0 ? Text(next) : throw Conflict(database, stateName, grainId, etag);
    });

    private static InconsistentStateException Conflict(Database database, string stateName, GrainId grainId, string? etag)
    {
        var row = Bind(database.Statement("SELECT etag FROM grain_state WHERE type = ?1 AND key = ?2 AND name = ?3"), stateName, grainId);
        var stored = row.Step() ? Text(row.Int64(0)) : null;
        row.Reset();
        return new InconsistentStateException($"State '{stateName}' of grain {grainId} has version {stored ?? "none"}; the write came with {etag ?? "none"}.", stored, etag);
    }

    private static Statement Bind(Statement statement, string stateName, GrainId grainId) =>
        statement.Bind(1, grainId.Type.ToString()!).Bind(2, grainId.Key.ToString()!).Bind(3, stateName);

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);
}
