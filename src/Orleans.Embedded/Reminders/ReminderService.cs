using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Fires what the reminder table holds. The table is read at the start; later changes come through the registry.</summary>
internal sealed class ReminderService(GrainRuntime runtime, IReminderTable table) : IReminderRegistry, IDisposable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ScheduledReminder> _scheduled = new();

    public async Task Start(CancellationToken cancellation)
    {
        await table.StartAsync(cancellation);
        var rows = await table.ReadRows(0, 0);
        foreach (var row in rows.Reminders) Schedule(row);
        if (rows.Reminders.Count > 0) runtime.Logger.LogInformation("{Count} reminders are set.", rows.Reminders.Count);
    }

    public async Task Stop(CancellationToken cancellation)
    {
        Dispose();
        await table.StopAsync(cancellation);
    }

    public async Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        var shortest = runtime.Options.MinimumReminderPeriod;
        if (period < shortest) throw new ArgumentException($"Period {period} of reminder '{reminderName}' is below the minimum of {shortest}.", nameof(period));

        var row = new ReminderEntry
        {
            GrainId = callingGrainId,
            ReminderName = reminderName,
            StartAt = runtime.Time.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        row.ETag = await table.UpsertRow(row);
        Schedule(row);
        return new Reminder(callingGrainId, reminderName, row.ETag ?? "");
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        if (reminder is not Reminder { ETag: var eTag, ReminderName: var name } || !await table.RemoveRow(callingGrainId, name, eTag))
        {
            throw new ReminderException($"Reminder '{reminder?.ReminderName}' of {callingGrainId} is not the one that is set now; get it anew.");
        }

        if (_scheduled.TryRemove((callingGrainId, name), out var scheduled)) scheduled.Dispose();
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        return await table.ReadRow(callingGrainId, reminderName) is { } row ? ToReminder(row) : null;
    }

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. (await table.ReadRows(callingGrainId)).Reminders.Select(ToReminder)];

    public void Dispose()
    {
        foreach (var scheduled in _scheduled.Values) scheduled.Dispose();
    }

    private static IGrainReminder ToReminder(ReminderEntry row) => new Reminder(row.GrainId, row.ReminderName, row.ETag ?? "");

    private void Schedule(ReminderEntry row)
    {
        var next = new ScheduledReminder(runtime, row);
        _scheduled.AddOrUpdate((row.GrainId, row.ReminderName), next, (_, old) =>
        {
            old.Dispose();
            return next;
        });
        next.Start();
    }

    private sealed record Reminder(GrainId GrainId, string ReminderName, string ETag) : IGrainReminder;
}
