using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.Replay;

namespace DigitalTwin.Host.Cli.Replay;

/// <summary>Sends the rows of a series when they are due, and leads the city's clock meanwhile.</summary>
/// <param name="keep">Readings keep their own times; else the first row happens now.</param>
internal sealed class ReplayRun(ServerClient server, string network, SeriesReader series, double speed, bool keep, TimeProvider time)
{
    private const int ReasonsShown = 20;

    /// <summary>A replay that dies gives the clock back after this.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, int> _refusals = [];
    private long _sent, _accepted, _rejected, _renewedAt;

    public async Task<int> Run(CancellationToken stop)
    {
        try
        {
            await SendAll(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopped.");
        }
        finally
        {
            (await server.Delete("/api/v1/clock")).Dispose();
        }
        foreach (var defect in series.Defects.Take(ReasonsShown)) Console.WriteLine($"Row {defect.Row}{(defect.Column is null ? "" : $", {defect.Column}")}: {defect.Why}");
        if (series.DefectCount > ReasonsShown) Console.WriteLine($"… {series.DefectCount} defects in all.");
        Console.WriteLine($"sent {_sent}, accepted {_accepted}, rejected {_rejected}");
        foreach (var (why, count) in _refusals.OrderByDescending(r => r.Value).Take(ReasonsShown)) Console.WriteLine($"  {count} × {why}");
        return _accepted > 0 || _sent == 0 ? 0 : 1;
    }

    private async Task SendAll(CancellationToken stop)
    {
        var waiting = new List<SeriesRow>();
        ReplayPace? pace = null;
        var batch = new ReplayBatch(network, default);
        var most = Math.Max(1, ReplayBatch.MaxReadings / Math.Max(1, series.Columns.Count));
        foreach (var row in series.Rows())
        {
            if (pace is null)
            {
                var shift = keep ? TimeSpan.Zero : Instant.From(time.GetUtcNow()) - row.At;
                batch = new ReplayBatch(network, shift);
                await LeadClock(row.At + shift);
                pace = new ReplayPace(row.At, speed, time);
            }
            if (waiting.Count > 0 && (waiting.Count >= most || row.At > pace.Due()))
            {
                await Send(batch, waiting, stop);
                waiting.Clear();
            }
            await pace.Wait(row.At, stop);
            if (time.GetElapsedTime(_renewedAt) > Renewal) await LeadClock(null);
            waiting.Add(row);
        }
        if (waiting.Count > 0) await Send(batch, waiting, stop);
    }

    private async Task LeadClock(Instant? now)
    {
        _renewedAt = time.GetTimestamp();
        using var answer = await server.Put("/api/v1/clock", new { now = now?.ToString(), rate = speed, leaseSeconds = Lease.TotalSeconds });
        if (!answer.IsSuccessStatusCode) throw new CommandException($"The clock could not be led: {await ServerClient.Explain(answer)}");
    }

    private async Task Send(ReplayBatch batch, List<SeriesRow> rows, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var body = batch.Write(rows);
        if (batch.Count == 0) return;
        _sent += batch.Count;
        using var answer = await server.Send(() => new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        });
        if (answer.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.UnprocessableEntity)) throw new CommandException($"The server refused the readings: {await ServerClient.Explain(answer)}");
        using var result = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
        _accepted += result.RootElement.GetProperty("accepted").GetInt64();
        foreach (var refusal in result.RootElement.GetProperty("rejected").EnumerateArray())
        {
            _rejected++;
            var why = refusal.GetProperty("why").GetString()!;
            _refusals[why] = _refusals.GetValueOrDefault(why) + 1;
        }
    }
}
