using Microsoft.Extensions.Hosting;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>Starts reminders with the host, and ends all activations when it stops.</summary>
internal sealed class EmbeddedGrainHost(GrainRuntime runtime, ReminderService reminders) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => reminders.Start(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await reminders.Stop(cancellationToken);
        await runtime.Stop(cancellationToken);
    }
}
