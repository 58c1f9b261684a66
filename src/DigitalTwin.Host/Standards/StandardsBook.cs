using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Standards;
using DigitalTwin.Host.Background;

namespace DigitalTwin.Host.Standards;

/// <summary>The limits in use: those that came with the platform with every edit since, in the order made. Edits are facts; other hosts of a cluster find them within a minute.</summary>
internal sealed class StandardsBook(IFactLog facts, LocalRules rules, QuantityCatalogue quantities, CityClock clock, TimeProvider time, ILogger<StandardsBook> log) : BackgroundService
{
    public const string Stream = "standards";
    private const int PageOfEdits = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly SemaphoreSlim _reading = new(1, 1);
    private long _seen;
    private Instant _seenAt;

    public LimitCatalogue Current => rules.Limits;

    /// <summary>The limits as someone could have known them at an instant.</summary>
    public async Task<LimitCatalogue> AsOf(Instant asOf, CancellationToken cancel)
    {
        var catalogue = LimitCatalogue.Default;
        foreach (var (edit, _) in await Edits(asOf, cancel)) catalogue = edit.Edit.ApplyTo(catalogue, quantities);
        return catalogue;
    }

    /// <summary>All edits, oldest first, with when each was made.</summary>
    public async Task<IReadOnlyList<(SignedEdit Edit, Instant At)>> Edits(Instant? asOf, CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, asOf ?? new Instant(long.MaxValue), PageOfEdits, cancel)).Select(f => (Read(f), f.KnownAt))];

    /// <summary>Keeps an edit that has no fault and applies it.</summary>
    public async Task Make(LimitEdit edit, string who, CancellationToken cancel)
    {
        var now = clock.Now;
        await facts.Append(Stream, edit.Class, now, now, JsonSerializer.SerializeToUtf8Bytes(new SignedEdit(who, edit), Json), cancel);
        await Catch(cancel);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Catch(cancellationToken); // Before the first reading is judged.
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(time, Pause, log, "Edits of limits could not be read", Catch, stoppingToken);

    private async Task Catch(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            foreach (var fact in await facts.Read(Stream, _seenAt, new Instant(long.MaxValue), PageOfEdits, cancel))
            {
                if (fact.Sequence <= _seen) continue;
                rules.Limits = Read(fact).Edit.ApplyTo(rules.Limits, quantities);
                (_seen, _seenAt) = (fact.Sequence, fact.KnownAt);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private static SignedEdit Read(Fact fact) => JsonSerializer.Deserialize<SignedEdit>(fact.Body.Span, Json)!;
}

/// <summary>An edit and who made it.</summary>
internal sealed record SignedEdit(string Who, LimitEdit Edit);
