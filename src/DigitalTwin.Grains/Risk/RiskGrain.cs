using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Grains.Saving;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace DigitalTwin.Grains.Risk;

/// <summary>Shell of one catchment's warning book: symptoms in, warnings appended to the fact log, saved, published, and handed over its borders.</summary>
/// <remarks>
/// Reentrant, so that reports which come while others are being saved share the next save: a storm brings thousands at once.
/// The book itself is only touched between awaits. Calls over a border are not awaited, since catchments can lie in a circle.
/// </remarks>
[Reentrant]
public sealed partial class RiskGrain(RiskGrainServices services, [PersistentState("risk")] IPersistentState<RiskMemory> memory, TimeProvider time, ILogger<RiskGrain> log) : Grain, IRiskGrain
{
    /// <summary>How often open warnings are computed anew on the flows of now. Wall time.</summary>
    private static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CrossingPause = TimeSpan.FromSeconds(1);
    private const int CrossingTries = 5;

    private readonly List<WarningRecord> _unsaved = [];
    private LiveNetwork? _network;
    private WarningBook? _book;
    private IMapFeedGrain _feed = null!;
    private int _catalogueVersion;
    private readonly SaveTurns _saving = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _feed = GrainFactory.GetGrain<IMapFeedGrain>("city");
        OpenBook(memory.State.Open.Select(services.Records.ToWarning).OfType<Warning>());
        this.RegisterGrainTimer(Refresh, new GrainTimerCreationOptions(RefreshPause, RefreshPause) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task Report(SymptomReport report)
    {
        if (services.Records.ToSymptom(report) is not { } symptom || Book() is not { } book) return Task.CompletedTask;
        _network!.CurrentFlows();
        return Conclude(book.Report(Complete(symptom, book), new Instant(report.KnownAt)));
    }

    /// <summary>An end that was only found at activation knows no limit any more; its warning does.</summary>
    private static Symptom Complete(Symptom symptom, WarningBook book)
    {
        if (symptom.IsOpen || !double.IsNaN(symptom.Limit)) return symptom;
        var known = book.Open.FirstOrDefault(w => w.Cause.Asset == symptom.Asset && w.Cause.Kind == symptom.Kind && w.Cause.Since == symptom.Since);
        return known is null ? symptom : symptom with { Limit = known.Cause.Limit, Value = double.IsNaN(symptom.Value) ? known.Cause.Value : symptom.Value };
    }

    public Task Expect(ExpectedBatch batch)
    {
        if (Book() is not { } book) return Task.CompletedTask;
        return Conclude(book.Expect([.. batch.Seen.Where(s => s.Expected is not null).Select(services.Records.ToSymptom).OfType<Symptom>()], new Instant(batch.KnownAt)));
    }

    public Task Enter(BorderCrossing crossing)
    {
        if (services.Records.ToPassage(crossing) is not { } passage || Book() is not { } book) return Task.CompletedTask;
        _network!.CurrentFlows();
        return Conclude(book.Enter(passage, services.Clock.Now));
    }

    public Task ObserveFlows(FlowBatch batch)
    {
        if (Book() is null) return Task.CompletedTask;
        for (var i = 0; i < batch.Assets.Length; i++)
            _network!.Flows.Observe(new AssetKey(batch.Assets[i]), new Quantity(batch.Quantities[i]), batch.Values[i], new Instant(batch.At[i]));
        return Task.CompletedTask;
    }

    public Task<WarningRecord[]> OpenWarnings() => Task.FromResult(Book() is { } book ? book.Open.Select(services.Records.Of).ToArray() : []);

    public Task<SpillOutlook> Spill(SpillRelease release) => Task.FromResult(Book() is null ? SpillForecast.Nothing : SpillForecast.Run(_network!, services.Records, release));

    private Task Refresh(CancellationToken cancel)
    {
        if (Book() is not { Open.Count: > 0 } book) return Task.CompletedTask;
        _network!.CurrentFlows();
        return Conclude(book.Refresh(services.Clock.Now));
    }

    /// <summary>The book on the newest revision of the network; null where the network is gone.</summary>
    private WarningBook? Book()
    {
        if (_catalogueVersion != services.Catalogue.Version) OpenBook(_book?.Open ?? []);
        return _book;
    }

    private void OpenBook(IEnumerable<Warning> open)
    {
        _catalogueVersion = services.Catalogue.Version;
        var catchment = this.GetPrimaryKeyString();
        _network = services.Catalogue.Find(catchment.Split(':')[0]);
        if (_network is null) return;
        var book = new WarningBook(catchment, _network.Flows);
        book.Restore(open);
        _book = book;
    }

    private async Task Conclude(WarningChanges changes)
    {
        if (changes.Warnings.Count == 0 && changes.Crossings.Count == 0 && _unsaved.Count == 0) return;
        _unsaved.AddRange(changes.Warnings.Select(services.Records.Of));
        foreach (var crossing in changes.Crossings) _ = HandOver(services.Records.Of(crossing, services.Clock.Now));
        await _saving.Save(() => _unsaved.Count > 0, Save);
    }

    /// <summary>All that is unsaved now: first to the log, which is the truth, then as the grain's state, then to the map and the alarm book.</summary>
    private async Task Save()
    {
        var records = _unsaved.ToArray();
        await Task.WhenAll(records.Select(services.Append));
        memory.State.Open = [.. _book!.Open.Select(services.Records.Of)];
        await memory.WriteStateAsync();
        _unsaved.RemoveRange(0, records.Length);
        await _feed.PublishWarnings(records);
        await GrainFactory.GetGrain<IAlarmBookGrain>(this.GetPrimaryKeyString().Split(':')[0]).Warned(records);
    }

    private async Task HandOver(BorderCrossing crossing)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await GrainFactory.GetGrain<IRiskGrain>(crossing.Into).Enter(crossing);
                return;
            }
            catch (Exception e)
            {
                if (tries == CrossingTries)
                {
                    LogNotHandedOver(e, crossing.WarningId, crossing.Into);
                    return;
                }
            }
            await Task.Delay(CrossingPause, time);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Warning {Warning} could not be handed over to {Catchment}.")]
    private partial void LogNotHandedOver(Exception e, string warning, string catchment);
}
