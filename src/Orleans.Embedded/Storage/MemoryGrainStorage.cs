using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps states for the life of the process, as JSON, so that a grain and its stored state never share an object.</summary>
public sealed class MemoryGrainStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private readonly ConcurrentDictionary<(string State, GrainId Grain), Record> _records = new();
    private long _lastVersion;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var record))
        {
            grainState.State = JsonSerializer.Deserialize<T>(record.Json, Json);
            grainState.ETag = record.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            Empty(grainState);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var next = new Record(JsonSerializer.Serialize(grainState.State, Json), Interlocked.Increment(ref _lastVersion).ToString(CultureInfo.InvariantCulture));
        var written = _records.TryGetValue(key, out var stored)
            ? stored.ETag == grainState.ETag && _records.TryUpdate(key, next, stored)
            : grainState.ETag is null && _records.TryAdd(key, next);
        if (!written) throw Inconsistent(stateName, grainId, grainState.ETag);
        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        if (_records.TryGetValue(key, out var stored) ? stored.ETag != grainState.ETag || !_records.TryRemove(new(key, stored)) : grainState.ETag is not null)
        {
            throw Inconsistent(stateName, grainId, grainState.ETag);
        }

        Empty(grainState);
        return Task.CompletedTask;
    }

    private static void Empty<T>(IGrainState<T> state)
    {
        state.State = StateBridge.Initial<T>();
        state.ETag = null;
        state.RecordExists = false;
    }

    private InconsistentStateException Inconsistent(string stateName, GrainId grain, string? held)
    {
        var stored = _records.GetValueOrDefault((stateName, grain))?.ETag;
        return new InconsistentStateException($"State '{stateName}' of {grain} has ETag {stored ?? "none"}, not {held ?? "none"}.", stored, held);
    }

    private sealed record Record(string Json, string ETag);
}
