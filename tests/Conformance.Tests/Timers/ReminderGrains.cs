using Conformance.Host;
using Orleans;
using Orleans.Runtime;

namespace Conformance.Timers;

public interface IReminderGrain : IGrainWithStringKey
{
    Task Set(string name, TimeSpan due, TimeSpan period);

    Task Remove(string name);

    Task<string[]> Names();

    Task<bool> Has(string name);

    Task End();
}

public sealed class ReminderGrain(Journal journal) : Grain, IReminderGrain, IRemindable
{
    private readonly string _activation = "activation";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write(this.GetPrimaryKeyString(), _activation);
        return Task.CompletedTask;
    }

    public Task Set(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task Remove(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(one => one.ReminderName).Order()];

    public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        journal.Write(this.GetPrimaryKeyString(), $"{reminderName} {status.Period.TotalMilliseconds}");
        return Task.CompletedTask;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IForgetfulGrain : IGrainWithStringKey
{
    Task Set();
}

public sealed class ForgetfulGrain : Grain, IForgetfulGrain
{
    public Task Set() => this.RegisterOrUpdateReminder("never", TimeSpan.Zero, TimeSpan.FromHours(1));
}
