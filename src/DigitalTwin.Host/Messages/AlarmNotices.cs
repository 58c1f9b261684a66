using System.Threading.Channels;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Alarms;

namespace DigitalTwin.Host.Messages;

/// <summary>Tells the duty officers of alarms of the highest priority that call for somebody.</summary>
internal sealed class AlarmNotices(AlarmBroadcaster alarms, AlarmViews views, MessageDesk desk, ILogger<AlarmNotices> log) : BackgroundService
{
    /// <summary>Alarms that wait to be told; in a flood beyond it the oldest fall out: the alarm page shows them all, and duty officers have been called by then.</summary>
    private const int MostWaiting = 200;
    private static readonly string[] Roles = ["dutyOfficer"];

    private readonly Channel<AlarmRecord> _waiting = System.Threading.Channels.Channel.CreateBounded<AlarmRecord>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        alarms.Told += Take;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        alarms.Told -= Take;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var alarm in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var view = views.Of(alarm);
                var name = view.Name ?? view.Subject;
                await desk.Tell(new($"alarm {alarm.Id} {alarm.OpenedAt} {alarm.Escalation}", "alarm", WarningLevel.Red, $"{name}：{view.Title.Zh}", $"{name}: {view.Title.En}", Roles: Roles));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Nobody was told of alarm {Alarm}; the alarm page shows it.", alarm.Id);
            }
        }
    }

    private void Take(IReadOnlyList<AlarmRecord> news)
    {
        // What lies under another alarm calls nobody by itself.
        foreach (var alarm in news)
            if (alarm is { AnnouncedAt: not null, Parent: null, IsStanding: false } && alarm.Priority == (byte)AlarmPriority.Critical && alarm.State == (byte)AlarmState.Unacknowledged) _waiting.Writer.TryWrite(alarm);
    }
}
