using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Host.Background;
using Orleans;

namespace DigitalTwin.Host.Alarms;

/// <summary>Tells the alarm books what rules hold, as the fact log has it: the open spans of <see cref="Stream"/>.</summary>
internal sealed class RuleSource(IFactLog facts, IRegistry registry, IGrainFactory grains, TimeProvider time, ILogger<RuleSource> log) : BackgroundService
{
    /// <summary>Stream of the fact log that holds what rules raise and end, one subject a raise.</summary>
    public const string Stream = "rules.raised";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(time, Pause, log, "Findings of rules could not be told to the alarm books", _ => Sweep(), stoppingToken);

    /// <summary>One look at everything that rules hold now.</summary>
    internal async Task Sweep()
    {
        var held = (await facts.Open(Stream, null)).Select(f => JsonSerializer.Deserialize<Raise>(f.Body.Span, JsonSerializerOptions.Web)!).Where(r => AssetId.IsValid(r.Asset)).ToLookup(r => new AssetId(r.Asset).Network);
        foreach (var network in registry.Networks)
            await grains.GetGrain<IAlarmBookGrain>(network).Signal(new AlarmSignalBatch([.. held[network].Select(Signal).Select(AlarmRecords.Of)], AlarmSignal.RulePrefix));
    }

    private AlarmSignal Signal(Raise raise) => new()
    {
        Source = $"{AlarmSignal.RulePrefix}{raise.Rule}@{raise.Asset}@{raise.Since}",
        Trigger = $"{AlarmSignal.RulePrefix}{raise.Rule}",
        Subject = raise.Asset,
        Asset = raise.Asset,
        Kind = registry.Find(new AssetId(raise.Asset))?.Kind,
        Detail = raise.Rule,
        Level = raise.Level,
        Since = new Instant(raise.Since),
    };

    /// <summary>What an alarm needs of a raise.</summary>
    private sealed record Raise(string Rule, string Asset, WarningLevel Level, long Since);
}
