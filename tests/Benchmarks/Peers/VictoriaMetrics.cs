using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using DigitalTwin.Testing;

namespace Benchmarks.Peers;

/// <summary>A VictoriaMetrics of its own on a free port, its data in a temporary folder.</summary>
/// <remarks>
/// It answers 204 once a batch is parsed into memory and writes it out within seconds, so an acknowledged reading can be lost;
/// <see cref="Flush"/> waits until all are in files.
/// </remarks>
public sealed class VictoriaMetrics : IAsyncDisposable
{
    private readonly PeerProgram _program;
    private readonly Process _process;

    private VictoriaMetrics(PeerProgram program, Process process, int port)
    {
        (_program, _process) = (program, process);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }

    /// <exception cref="PeerMissing">It can't be had on this machine.</exception>
    public static async Task<VictoriaMetrics> Start()
    {
        var program = await PeerProgram.Install("victoriametrics");
        try
        {
            var port = ServerProcess.FreePort();
            var process = program.Start(false, "usr/bin/victoria-metrics", $"-httpListenAddr=127.0.0.1:{port}", $"-storageDataPath={program.Data}", "-retentionPeriod=1", "-loggerLevel=WARN");
            await program.Listening(process, port);
            return new VictoriaMetrics(program, process, port);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>One batch of <c>asset,value,time</c> lines of one metric. Influx lines, Prometheus text and JSON lines cost it within some 15 % of the same.</summary>
    /// <param name="metric">Such as <c>level</c>.</param>
    /// <param name="csv">As <see cref="Csv"/> gives it.</param>
    public Task PostCsv(string metric, byte[] csv) => Post($"api/v1/import/csv?format=1:label:asset,2:metric:{metric},3:time:unix_ms", csv);

    /// <summary>The lines for <see cref="PostCsv"/>; times in Unix ms.</summary>
    public static byte[] Csv(IEnumerable<(string Asset, double Value, long At)> readings)
    {
        var text = new StringBuilder();
        foreach (var (asset, value, at) in readings) text.Append(CultureInfo.InvariantCulture, $"{asset},{value:0.0000},{at}\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>The same readings as its own JSON lines for <c>api/v1/import</c>: a line a series, with its values and times in arrays.</summary>
    public static byte[] Lines(string metric, IEnumerable<(string Asset, double Value, long At)> readings)
    {
        var text = new StringBuilder();
        foreach (var series in readings.GroupBy(r => r.Asset))
            text.Append(CultureInfo.InvariantCulture, $"{{\"metric\":{{\"__name__\":\"{metric}\",\"asset\":\"{series.Key}\"}},\"values\":[{string.Join(',', series.Select(r => r.Value.ToString("0.0000", CultureInfo.InvariantCulture)))}],\"timestamps\":[{string.Join(',', series.Select(r => r.At))}]}}\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Posts a body to one of its import routes.</summary>
    public async Task Post(string route, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await Http.PostAsync(route, content);
        if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.OK))
            throw new InvalidOperationException($"VictoriaMetrics: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Returns when all that was taken is in files and can be asked for.</summary>
    public async Task Flush() => (await Http.GetAsync("internal/force_flush")).EnsureSuccessStatusCode().Dispose();

    /// <summary>Readings that it holds of a metric between two instants, Unix ms: proof that what was sent is there.</summary>
    public async Task<long> Count(string metric, long from, long to)
    {
        var seconds = (to - from) / 1000 + 1;
        var query = Uri.EscapeDataString($"sum(count_over_time({metric}[{seconds}s]))");
        using var json = JsonDocument.Parse(await Http.GetStringAsync($"api/v1/query?query={query}&time={to / 1000 + 1}&nocache=1"));
        var rows = json.RootElement.GetProperty("data").GetProperty("result");
        return rows.GetArrayLength() == 0 ? 0 : long.Parse(rows[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    public TimeSpan CpuTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return _program.DisposeAsync();
    }
}
