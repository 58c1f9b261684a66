using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Incidents;

/// <summary>The real server is killed while ten people act on one incident.</summary>
public sealed class TenEditorsTests
{
    private const int Editors = 10, Each = 12;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_there_twice_when_the_server_is_killed_in_the_middle()
    {
        await using var server = await ServerProcess.Start(null, "--empty");
        var id = await server.Http.Open(new { title = "十人同改", scenario = "illegalDischarge", requestId = "open" });
        await server.Http.Do(id, "verify", new { text = "核实" });
        var acknowledged = new ConcurrentDictionary<string, string>();
        var up = new Gate();
        var acting = Enumerable.Range(0, Editors).Select(e => Task.Run(() => Edit(server.Http, id, e, acknowledged, up))).ToArray();
        for (var kill = 1; kill <= 2; kill++)
        {
            while (acknowledged.Count < Editors * Each * kill / 3) await Task.Delay(5);
            up.Close();
            await server.Kill();
            await server.Start();
            up.Open();
        }
        await Task.WhenAll(acting);

        var incident = await server.Http.See($"incidents/{id}");
        var (decisions, tasks) = (incident.GetProperty("decisions").EnumerateArray().Select(d => d.Text("text")!).ToArray(), incident.GetProperty("tasks").EnumerateArray().Select(t => t.GetProperty("title").Text("zh")!).ToArray());
        foreach (var text in acknowledged.Keys) Assert.Contains(text, decisions.Concat(tasks));
        Assert.Equal(Editors * Each, acknowledged.Count);
        Assert.Equal(Editors * Each / 2, decisions.Distinct().Count());
        Assert.Equal(decisions.Length, decisions.Distinct().Count());
        Assert.Equal(tasks.Length, tasks.Distinct().Count());
        Assert.Equal(tasks.Length, incident.GetProperty("tasks").EnumerateArray().Select(t => t.Text("id")).Distinct().Count());
        // Each was told the hash of its own entry, and the record still has it.
        var hashes = (await Everything(server.Http, id)).Select(e => e.Text("hash")).ToHashSet();
        Assert.All(acknowledged.Values, hash => Assert.Contains(hash, hashes));
        Assert.True((await server.Http.See($"incidents/{id}/verify")).GetProperty("isWhole").GetBoolean());
        Assert.True((await server.Http.See("audit/verify")).GetProperty("holds").GetBoolean());

        using var zip = new ZipArchive(new MemoryStream(await server.Http.GetByteArrayAsync($"/api/v1/incidents/{id}/export")));
        Assert.Equal(incident.GetProperty("version").GetInt32(), new StreamReader(zip.GetEntry("entries.jsonl")!.Open()).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static async Task Edit(HttpClient http, string id, int editor, ConcurrentDictionary<string, string> acknowledged, Gate up)
    {
        for (var i = 0; i < Each; i++)
        {
            var text = $"{editor}-{i}";
            var (action, body) = i % 2 == 0 ? ("decide", (object)new { text, requestId = text }) : ("tasks", new { title = text, department = "networkOperator", requestId = text });
            while (true)
            {
                await up.Wait();
                try
                {
                    using var answer = await http.PostAsJsonAsync($"/api/v1/incidents/{id}/{action}", body);
                    if (answer.StatusCode == HttpStatusCode.OK)
                    {
                        acknowledged[text] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("entry").Text("hash")!;
                        // A phone that did not hear the answer sends the same again.
                        if (i % 3 == 0) (await http.PostAsJsonAsync($"/api/v1/incidents/{id}/{action}", body)).Dispose();
                        break;
                    }
                    Assert.True((int)answer.StatusCode >= 500 || answer.StatusCode == HttpStatusCode.TooManyRequests, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    // Killed in the middle; nobody knows whether it was taken.
                }
                await Task.Delay(20);
            }
        }
    }

    private static async Task<JsonElement[]> Everything(HttpClient http, string id) => [.. (await http.See($"incidents/{id}/entries?limit=1000")).GetProperty("items").EnumerateArray()];

    private sealed class Gate
    {
        private volatile TaskCompletionSource _open = Opened();

        public Task Wait() => _open.Task;
        public void Close() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        public void Open() => _open.SetResult();

        private static TaskCompletionSource Opened()
        {
            var open = new TaskCompletionSource();
            open.SetResult();
            return open;
        }
    }
}
