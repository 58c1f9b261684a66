using System.Text.Json;
using DigitalTwin.Testing;

namespace Benchmarks.Load;

/// <summary>Many viewers of one box of the bench network. One more counts what it is sent; the others take bytes only, and must all have got as many.</summary>
public sealed class Crowd : IAsyncDisposable
{
    private readonly List<LeanViewer> _viewers = [];
    private readonly HubConnection _counting;
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<Task> _reading = [];
    private long _changes;

    private Crowd(HubConnection counting)
    {
        _counting = counting;
        _reading.Add(Leaving(Count()));
    }

    /// <summary>Changes that the counting viewer has got so far.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Bytes that each viewer but the counting one has got so far.</summary>
    public long[] Bytes => [.. _viewers.Select(v => v.Received)];

    public static async Task<Crowd> Gather(Uri server, int viewers, double[] view, CancellationToken cancel)
    {
        var counting = await HubConnection.Open(server, cancel);
        await counting.View(BenchNetwork.Name, view, 12, cancel);
        var crowd = new Crowd(counting);
        for (var i = 1; i < viewers; i++)
        {
            var viewer = await LeanViewer.Open(server, BenchNetwork.Name, view, 12 + i % 6, cancel);
            crowd._viewers.Add(viewer);
            crowd._reading.Add(crowd.Leaving(viewer.Drain(crowd._leaving.Token)));
        }
        return crowd;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_reading);
        foreach (var viewer in _viewers) viewer.Dispose();
        await _counting.DisposeAsync();
        _leaving.Dispose();
    }

    private Task Count() => _counting.Next(record =>
    {
        using var json = JsonDocument.Parse(record);
        if (json.RootElement.TryGetProperty("target", out var target) && target.GetString() == "Changes")
            Interlocked.Add(ref _changes, json.RootElement.GetProperty("arguments")[0].GetProperty("key").GetArrayLength());
        return false;
    }, _leaving.Token);

    private async Task Leaving(Task reading)
    {
        try
        {
            await reading;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // Leaves.
        }
    }
}
