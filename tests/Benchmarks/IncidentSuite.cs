using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Testing;

namespace Benchmarks;

/// <summary>Many act on one incident while many more look: from before an action's POST until each viewer has it on its socket.</summary>
public sealed class IncidentSuite : ISuite
{
    private const int Viewers = 500, Actors = 50, ActionsEach = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly Figure Worst = new("incidents.action_to_viewer_p99_ms", "ms");
    private static readonly Figure Median = new("incidents.action_to_viewer_p50_ms", "ms");
    private static readonly Figure Answer = new("incidents.action_answered_p99_ms", "ms");
    private static readonly Figure Missing = new("incidents.not_delivered", "entries", 0);

    public string Name => "incidents";
    public IReadOnlyList<Figure> Figures => [Worst, Median, Answer, Missing];

    public async Task Run(BenchOptions options, Report report)
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        List<double> p50 = [], p99 = [], answered = [], missing = [];
        for (var run = 0; run < options.Runs; run++)
        {
            var (seen, answers, lost) = await Once(server);
            p50.Add(Percentile(seen, 0.5));
            p99.Add(Percentile(seen, 0.99));
            answered.Add(Percentile(answers, 0.99));
            missing.Add(lost);
        }
        report.Add(Median, p50);
        report.Add(Worst, p99);
        report.Add(Answer, answered);
        report.Add(Missing, missing);
    }

    private static async Task<(List<double> Seen, List<double> Answers, int Lost)> Once(ServerProcess server)
    {
        using var opened = await server.Http.PostAsJsonAsync("api/v1/incidents", new { title = "bench", scenario = "storm" });
        var id = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("incident").GetProperty("id").GetString()!;
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var connections = new List<HubConnection>();
        for (var i = 0; i < Viewers; i++)
        {
            var connection = await HubConnection.Open(server.Url, stop.Token, path: "/hubs/incidents", header: ("Authorization", $"Bearer {ServerProcess.Key}"));
            await connection.Call("Join", [id], stop.Token);
            connections.Add(connection);
        }
        var sentAt = new ConcurrentDictionary<string, long>();
        var seen = new ConcurrentBag<double>();
        var viewers = connections.Select(c => Watch(c, sentAt, seen, stop.Token)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(2), stop.Token); // Who else came is told first.
        var answers = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, Actors).Select(async actor =>
        {
            await Task.Delay(Pause * actor / Actors, stop.Token);
            for (var i = 0; i < ActionsEach; i++)
            {
                var began = Stopwatch.GetTimestamp();
                sentAt[$"n{actor}-{i}"] = began;
                (await server.Http.PostAsJsonAsync($"api/v1/incidents/{id}/note", new { text = "bench", requestId = $"n{actor}-{i}" }, stop.Token)).EnsureSuccessStatusCode().Dispose();
                answers.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                await Task.Delay(Pause, stop.Token);
            }
        }));
        const int expected = Viewers * Actors * ActionsEach;
        for (var waited = 0; waited < 200 && seen.Count < expected; waited++) await Task.Delay(50);
        await stop.CancelAsync();
        await Task.WhenAll(viewers);
        foreach (var connection in connections) await connection.DisposeAsync();
        return ([.. seen], [.. answers], expected - seen.Count);
    }

    private static async Task Watch(HubConnection viewer, ConcurrentDictionary<string, long> sentAt, ConcurrentBag<double> seen, CancellationToken stop)
    {
        try
        {
            await viewer.Next(record =>
            {
                var at = Stopwatch.GetTimestamp();
                // Found without parsing: five hundred viewers read in this one process.
                var start = record.Span.IndexOf("\"requestId\":\"n"u8);
                if (start < 0) return false;
                var rest = record.Span[(start + 13)..];
                if (sentAt.TryGetValue(Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'"')]), out var sent)) seen.Add(Stopwatch.GetElapsedTime(sent, at).TotalMilliseconds);
                return false;
            }, stop);
        }
        catch (OperationCanceledException)
        {
            // All is seen.
        }
    }

    private static double Percentile(List<double> values, double share)
    {
        if (values.Count == 0) return double.NaN;
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)(values.Count * share))];
    }
}
