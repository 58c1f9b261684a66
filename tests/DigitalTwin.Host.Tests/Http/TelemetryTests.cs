using System.Collections.Concurrent;
using System.Diagnostics;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

public class TelemetryTests
{
    [Fact]
    public async Task One_trace_runs_from_the_request_to_the_push()
    {
        var trace = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is TwinTelemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace) spans.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await RunningHost.Start();
        await host.Import();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = new StringContent(Readings.One("town:M1", "level", DateTimeOffset.UtcNow, 0.4), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);

        string[] wanted = ["history append", "dispatch", "map tick", "push"];
        for (var tries = 0; !wanted.All(name => spans.Any(s => s.OperationName == name)); tries++)
        {
            Assert.True(tries < 200, $"The trace has only: {string.Join(", ", spans.Select(s => s.OperationName))}");
            await Task.Delay(50);
        }
        var byName = spans.GroupBy(s => s.OperationName).ToDictionary(g => g.Key, g => g.First());
        Assert.Equal(byName["map tick"].SpanId, byName["push"].ParentSpanId);
        Assert.Equal(1, byName["dispatch"].GetTagItem("digitaltwin.readings"));
    }
}
