using System.Text.Json;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Host.Background;

namespace DigitalTwin.Host.Alarms;

/// <summary>The alarm definitions in use: those that came with the platform with every edit since. Edits are facts; other hosts of a cluster find them within a minute.</summary>
internal sealed class DefinitionBook(IFactLog facts, AlarmRules rules, CityClock clock, TimeProvider time, ILogger<DefinitionBook> log) : BackgroundService
{
    public const string Stream = "alarmDefinitions";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _reading = new(1, 1);

    /// <summary>The definitions as someone could have known them at an instant.</summary>
    public async Task<AlarmCatalogue> AsOf(Instant asOf, CancellationToken cancel) => Fold(await facts.LatestPerSubject(Stream, asOf, cancel));

    /// <summary>Who last changed which definition and when.</summary>
    public async Task<IReadOnlyDictionary<string, (string Who, Instant At)>> Editors(Instant? asOf, CancellationToken cancel) =>
        (await facts.LatestPerSubject(Stream, asOf, cancel)).ToDictionary(f => f.Subject, f => (Read(f).Who, f.KnownAt));

    /// <summary>Keeps a definition that has no fault and applies it.</summary>
    public async Task Make(AlarmDefinition definition, string who, CancellationToken cancel)
    {
        var now = clock.Now;
        var edit = new SignedDefinition(who, DefinitionText.Of(definition, rules.Settings));
        await facts.Append(Stream, definition.Id, now, now, JsonSerializer.SerializeToUtf8Bytes(edit, JsonSerializerOptions.Web), cancel);
        await Catch(cancel);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Catch(cancellationToken); // Before the first signal is judged.
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(time, Pause, log, "Edits of alarm definitions could not be read", Catch, stoppingToken);

    private async Task Catch(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            rules.Catalogue = Fold(await facts.LatestPerSubject(Stream, null, cancel));
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>An edit that has a fault by now, as where a kind or condition has gone, leaves what came with the platform.</summary>
    private AlarmCatalogue Fold(IEnumerable<Fact> edits)
    {
        var catalogue = AlarmCatalogue.Default;
        foreach (var fact in edits)
            if (Read(fact).Definition.Read(rules.Settings).Definition is { } definition) catalogue = catalogue.With(definition);
        return catalogue;
    }

    private static SignedDefinition Read(Fact fact) => JsonSerializer.Deserialize<SignedDefinition>(fact.Body.Span, JsonSerializerOptions.Web)!;

    private sealed record SignedDefinition(string Who, DefinitionText Definition);
}
