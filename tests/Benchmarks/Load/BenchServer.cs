using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DigitalTwin.Testing;

namespace Benchmarks.Load;

/// <summary>An empty server with the bench network in it, and what a load generator needs to know of both.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    private BenchServer(ServerProcess process, int assets) => (Process, Assets) = (process, assets);

    public ServerProcess Process { get; }
    public int Assets { get; }

    public static Task<BenchServer> Start(int assets, params string[] arguments) => Start(null, assets, arguments);

    public static Task<BenchServer> Start(string? folder, int assets, params string[] arguments) => StartProgram(null, folder, assets, arguments);

    /// <param name="program">What runs instead of the server itself; see <see cref="FedServer"/>.</param>
    /// <param name="folder">Data folder; a temporary one if null.</param>
    /// <param name="assets">Nodes of the bench network; it has as many links again.</param>
    public static async Task<BenchServer> StartProgram(string[]? program, string? folder, int assets, params string[] arguments)
    {
        // The rate limit is for strangers; a bench asks for as much as it can get.
        var process = await ServerProcess.StartProgram(program, folder, ["--empty", "--DigitalTwin:RequestsPerSecond=100000", .. arguments]);
        var server = new BenchServer(process, assets);
        await server.Import(BenchNetwork.Inp(assets));
        return server;
    }

    private async Task Import(string inp)
    {
        using var body = new StringContent(inp, Encoding.UTF8, "text/plain");
        using var answer = await Process.Http.PostAsync($"api/v1/networks?format=swmm&crs=EPSG:4326&as={BenchNetwork.Name}", body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"import: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Posts a batch; waits and tries again when told to.</summary>
    public Task Post(byte[] batch, CancellationToken cancel = default) => Post(Process, batch, cancel);

    public static async Task Post(ServerProcess server, byte[] batch, CancellationToken cancel)
    {
        while (true)
        {
            using var content = new ByteArrayContent(batch);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await server.Http.PostAsync("api/v1/readings", content, cancel);
            if (answer.StatusCode == HttpStatusCode.Accepted) return;
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                throw new InvalidOperationException($"readings: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100), cancel);
        }
    }

    /// <summary>Returns when every acknowledged reading has reached its grain; /healthz says how many have not.</summary>
    public async Task Drained()
    {
        while (true)
        {
            using var health = JsonDocument.Parse(await Process.Http.GetStringAsync("healthz"));
            if (health.RootElement.GetProperty("inFlight").GetInt64() == 0) return;
            await Task.Delay(2);
        }
    }

    /// <summary>Asset keys as the map knows them, by the number in the node's name.</summary>
    public async Task<int[]> NodeKeys()
    {
        var geometry = await Process.Http.GetByteArrayAsync($"api/v1/map/{BenchNetwork.Name}/1/geometry");
        using var labels = JsonDocument.Parse(await Process.Http.GetStringAsync($"api/v1/map/{BenchNetwork.Name}/1/labels"));
        var header = BinaryPrimitives.ReadInt32LittleEndian(geometry.AsSpan(4));
        using var json = JsonDocument.Parse(geometry.AsMemory(8, header));
        var section = json.RootElement.GetProperty("sections").EnumerateArray().First(s => s.GetProperty("name").GetString() == "nodeKey");
        var start = (8 + header + 7) / 8 * 8 + section.GetProperty("offset").GetInt32();
        var keys = new int[Assets];
        var row = 0;
        foreach (var node in labels.RootElement.GetProperty("nodes").EnumerateArray())
        {
            var name = node[0].GetString()!;
            if (name[0] == 'N') keys[int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)] = BinaryPrimitives.ReadInt32LittleEndian(geometry.AsSpan(start + 4 * row));
            row++;
        }
        return keys;
    }

    public TimeSpan CpuTime()
    {
        using var process = System.Diagnostics.Process.GetProcessById(Process.ProcessId);
        return process.TotalProcessorTime;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
