using DigitalTwin.Domain.Risk;
using DigitalTwin.Host.Incidents;

namespace DigitalTwin.Host.Messages;

/// <summary>Tells people what happens in incidents, as it is told in the house.</summary>
internal sealed class IncidentMessages(IIncidentNotices notices, MessageDesk desk, ILogger<IncidentMessages> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var n in notices.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var level = Enum.TryParse<WarningLevel>(n.Level, true, out var known) ? known : WarningLevel.Blue;
                await desk.Tell(new($"incident {n.Key} {n.Kind}", n.Kind, level, n.Zh, n.En, n.IsDrill, n.Incident, n.Task, n.People, n.Departments, n.Roles, NeedsAcknowledgement: n.Kind is "taskAsked" or "clockLapsed" or "taskLapsed"));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Nobody was told of {Kind} in incident {Incident}; its page shows it.", n.Kind, n.Incident);
            }
        }
    }
}
