using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Host.Audit;

namespace DigitalTwin.Host.Retention;

/// <summary>Drops what is due, at a steady pace, and writes a line into the audit for each drop; at a start also for those whose line a crash prevented.</summary>
internal sealed class RetentionKeeper(IRetention retention, RetentionPolicy policy, HoldBook holds, IRegistry registry, IFactLog facts, AuditTrail audit, CityClock clock, RetentionOptions options, TimeProvider time, ILogger<RetentionKeeper> log) : BackgroundService
{
    /// <summary>Drops whose line is in the audit, one a subject.</summary>
    public const string Stream = "retention";
    public const string Who = "retention";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await holds.Load(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Every, time);
        do
        {
            try
            {
                if (options.Drops) await retention.Apply(new RetentionPlan(policy.Classes, ClassOf, () => holds.Open, clock.Now), stoppingToken);
                await TellUntold(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Readings that are due could not be dropped; the next try follows in {Every}.", options.Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private RetentionClass? ClassOf(AssetKey asset, Quantity quantity) => registry.Find(asset) is { } entry ? policy.Of(entry.Kind, quantity) : null;

    private async Task TellUntold(CancellationToken cancel)
    {
        if (retention.Drops.All(d => d.Readings == 0)) return;
        var told = (await facts.LatestPerSubject(Stream, null, cancel)).Select(f => f.Subject).ToHashSet();
        foreach (var drop in retention.Drops)
        {
            var subject = drop.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (drop.Readings == 0 || told.Contains(subject)) continue;
            var line = new { what = "drop readings", drop = DropView.Of(drop), policy = policy.Find(drop.Class)?.Document };
            var wall = Instant.From(time.GetUtcNow());
            await audit.Append(Who, line);
            await facts.Append(Stream, subject, wall, wall, JsonSerializer.SerializeToUtf8Bytes(line, JsonSerializerOptions.Web), cancel); // Second, so that a crash between tells twice rather than never.
        }
    }
}
