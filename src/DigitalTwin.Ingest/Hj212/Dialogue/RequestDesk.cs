using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Ingest.Hj212.Sm4;
using DigitalTwin.Ingest.Hj212.Wire;
using Microsoft.Extensions.Logging;

namespace DigitalTwin.Ingest.Hj212.Dialogue;

/// <summary>What became of asking for a request.</summary>
public abstract record OrderOutcome
{
    private OrderOutcome() { }
    public sealed record Started(DeviceRequest Request) : OrderOutcome;
    public sealed record NotConnected : OrderOutcome;
    public sealed record TooManyOpen(int Bound) : OrderOutcome;
}

/// <summary>Carries requests to devices through the dialogue of HJ 212: sent, repeated until answered, then waited for.</summary>
/// <remarks>Requests are facts: one that was open when the server ended is told as interrupted, and is not sent again, because nobody knows whether the device has done it.</remarks>
public sealed class RequestDesk
{
    private readonly DeviceSessions _sessions;
    private readonly Hj212Options _options;
    private readonly CityCalendar _calendar;
    private readonly RequestBook _book;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal RequestDesk(DeviceSessions sessions, Hj212Options options, CityCalendar calendar, RequestBook book, TimeProvider time, ILogger logger) =>
        (_sessions, _options, _calendar, _book, _time, _logger) = (sessions, options, calendar, book, time, logger);

    /// <summary>The requests of a device, the newest first; the last 50.</summary>
    public IReadOnlyList<DeviceRequest> Of(string deviceId) => _sessions.FindById(deviceId)?.Dialogues.All ?? [];

    public DeviceRequest? Find(string deviceId, string id) => _sessions.FindById(deviceId)?.Dialogues.Find(id);

    /// <summary>Takes up what was asked before this process; those that were open then are over.</summary>
    internal async Task Restore(CancellationToken cancel)
    {
        foreach (var (device, request) in await _book.Read(cancel).ConfigureAwait(false))
        {
            if (_sessions.FindById(device) is not { } session) continue;
            var ended = request;
            if (request.IsOpen)
            {
                ended = request with { State = RequestState.Interrupted, EndedAt = Instant.From(_time.GetUtcNow()), Why = "the server ended before the device answered" };
                await _book.Write(device, ended).ConfigureAwait(false);
            }
            session.Dialogues.Restore(ended);
        }
    }

    /// <summary>Durable when it completes; sent after that.</summary>
    public async Task<OrderOutcome> Start(string deviceId, DeviceOrder order, string by)
    {
        if (_sessions.FindById(deviceId) is not { Dialogues.Link: not null } session) return new OrderOutcome.NotConnected();
        var now = Instant.From(_time.GetUtcNow());
        var id = LocalTime.WriteMilliseconds(session.Dialogues.NextNumber(now), _calendar);
        var request = new DeviceRequest(id, order.Kind, order.Command, order.Content, by, now, RequestState.Sent, 0, null, null, null, 0, null, null);
        if (!session.Dialogues.Add(request)) return new OrderOutcome.TooManyOpen(DeviceDialogues.MostOpen);
        try
        {
            await _book.Write(deviceId, request).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            End(session, id, RequestState.Failed, e.Message);
            throw;
        }
        _ = Carry(session, request);
        return new OrderOutcome.Started(request);
    }

    private async Task Carry(DeviceSession session, DeviceRequest request)
    {
        try
        {
            await Task.Yield();
            var frame = Frame(session, request);
            for (var attempt = 1; attempt <= _options.RequestAttempts; attempt++)
            {
                var changed = session.Dialogues.Changed(request.Id);
                if (session.Dialogues.Update(request.Id, r => r with { Attempts = attempt }) is null) return;
                changed = session.Dialogues.Changed(request.Id);
                if (session.Dialogues.Link is not { } link || !await link.Send(frame).ConfigureAwait(false))
                {
                    End(session, request.Id, RequestState.Disconnected, "the device is not connected");
                    return;
                }
                if (await Within(changed, _options.RequestTimeout).ConfigureAwait(false))
                {
                    await AwaitResult(session, request.Id).ConfigureAwait(false);
                    return;
                }
            }
            End(session, request.Id, RequestState.TimedOut, $"no answer to {_options.RequestAttempts} attempts");
        }
        catch (Exception e)
        {
            End(session, request.Id, RequestState.Failed, e.Message);
        }
        finally
        {
            await Write(session, request.Id).ConfigureAwait(false);
        }
    }

    private async Task Write(DeviceSession session, string id)
    {
        try
        {
            if (session.Dialogues.Find(id) is { } ended) await _book.Write(session.Id, ended).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // It has ended all the same; after a restart it is told as interrupted.
            _logger.LogWarning(e, "How request {Request} to device {Device} ended could not be written down.", id, session.Id);
        }
    }

    private async Task AwaitResult(DeviceSession session, string id)
    {
        var until = _time.GetTimestamp();
        while (session.Dialogues.Find(id) is { IsOpen: true })
        {
            var changed = session.Dialogues.Changed(id);
            if (session.Dialogues.Find(id) is not { IsOpen: true }) return;
            var left = _options.ResultTimeout - _time.GetElapsedTime(until);
            if (left <= TimeSpan.Zero || !await Within(changed, left).ConfigureAwait(false))
            {
                End(session, id, RequestState.TimedOut, $"accepted, and no result within {_options.ResultTimeout.TotalSeconds} s");
                return;
            }
        }
    }

    private void End(DeviceSession session, string id, RequestState state, string why) =>
        session.Dialogues.Update(id, r => r with { State = state, EndedAt = Instant.From(_time.GetUtcNow()), Why = why });

    private async Task<bool> Within(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static byte[] Frame(DeviceSession session, DeviceRequest request)
    {
        var version = session.Version ?? session.SpokenVersion;
        var secrets = session.Entry.Secrets;
        var segment = FrameWriter.Segment(request.Id, session.SystemType, request.Command, secrets.Password ?? "", session.Entry.Device.Address, version << 2 | 1, request.Content);
        return FrameWriter.Frame(segment, version == 2 && EncryptedContent.Concerns(request.Command) ? session.Cipher : null);
    }
}
