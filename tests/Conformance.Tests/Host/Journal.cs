using System.Collections.Concurrent;

namespace Conformance.Host;

/// <summary>What grains of a test did, in order, by grain key; read by the test from outside.</summary>
public sealed class Journal
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public void Write(string key, string line) => _lines.GetOrAdd(key, _ => new ConcurrentQueue<string>()).Enqueue(line);

    public string[] Of(string key) => _lines.TryGetValue(key, out var lines) ? [.. lines] : [];

    /// <summary>A gate at which grains wait until the test opens it.</summary>
    public Task Gate(string name) => GateOf(name).Task;

    public void Open(string name) => GateOf(name).TrySetResult();

    private TaskCompletionSource GateOf(string name) =>
        _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
