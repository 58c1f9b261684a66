using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Ingest.Hj212.Sm4;
using DigitalTwin.Ingest.Hj212.Wire;

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
/// <remarks>Requests live in memory: after a restart nobody waits for their answers, and the data that they asked for is taken all the same.</remarks>
public sealed class RequestDesk
{
    private readonly DeviceSessions _sessions;
    private readonly Hj212Options _options;
    private readonly CityCalendar _calendar;
    private readonly TimeProvider _time;

    internal RequestDesk(DeviceSessions sessions, Hj212Options options, CityCalendar calendar, TimeProvider time) => (_sessions, _options, _calendar, _time) = (sessions, options, calendar, time);

    /// <summary>The requests of a device, the newest first; empty where it has not spoken since the start.</summary>
    public IReadOnlyList<DeviceRequest> Of(string deviceId) => _sessions.FindById(deviceId)?.Dialogues.All ?? [];

    public DeviceRequest? Find(string deviceId, string id) => _sessions.FindById(deviceId)?.Dialogues.Find(id);

    public OrderOutcome Start(string deviceId, DeviceOrder order, string by)
    {
        if (_sessions.FindById(deviceId) is not { Dialogues.Link: not null } session) return new OrderOutcome.NotConnected();
        var now = Instant.From(_time.GetUtcNow());
        var id = LocalTime.WriteMilliseconds(session.Dialogues.NextNumber(now), _calendar);
        var request = new DeviceRequest(id, order.Kind, order.Command, order.Content, by, now, RequestState.Sent, 0, null, null, null, 0, null, null);
        if (!session.Dialogues.Add(request)) return new OrderOutcome.TooManyOpen(DeviceDialogues.MostOpen);
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
