using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Clocks;
using DigitalTwin.Domain.Readings;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Grains.Incidents;

/// <summary>Shell of one incident: commands in, an entry appended to its record, folded, told.</summary>
/// <remarks>
/// Not reentrant: ten who act at once are taken one after the other, each on what the one before has left. The entry is durable before it is folded and answered;
/// where an append fails it may be stored all the same, so the record is read anew before anything else is decided.
/// </remarks>
public sealed partial class IncidentGrain(IncidentLog record, IncidentWatch watch, CityClock clock, TimeProvider time, ILogger<IncidentGrain> log) : Grain, IIncidentGrain
{
    /// <summary>Wall time: clocks are looked at so often.</summary>
    private static readonly TimeSpan TickPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OutlookPause = TimeSpan.FromSeconds(10);

    private readonly List<ChainedEntry> _entries = [];
    private readonly Dictionary<string, int> _requests = [];
    private Incident? _incident;
    private IncidentSummary? _told;
    private bool _isStale = true;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Load();
        _told = (await record.Open(null, cancellationToken)).FirstOrDefault(s => s.Id == Id);
        if (_incident is not null && !_incident.IsOver) await Summarise(); // What was recorded and not summarised before an end.
        else if (_incident is not null && _told is not null) await Summarise();
        this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TickPause, TickPause));
        this.RegisterGrainTimer(Watch, new GrainTimerCreationOptions(TimeSpan.FromSeconds(1), OutlookPause));
    }

    public async Task<IncidentAnswer> Do(IncidentOrder order)
    {
        if (_isStale) await Load();
        var actor = IncidentRecords.ToActor(order.Actor);
        if (order.RequestId is { } request && _requests.TryGetValue(RequestKey(actor.Name, request), out var number) && _incident is not null)
            return IncidentRecords.Done("repeated", Id, _incident.Version, _entries[number - 1]);
        var moment = Now();
        switch (IncidentDesk.Decide(_incident, IncidentRecords.ToCommand(order.Command), actor, moment, order.Seen))
        {
            case Verdict.Accepted accepted:
                var entry = await Append(accepted.Event, accepted.Started, actor, moment, order.RequestId);
                return IncidentRecords.Done("done", Id, _incident!.Version, entry);
            case Verdict.Refused refused:
                return IncidentRecords.Refused(Id, _incident?.Version ?? 0, refused);
            default:
                return IncidentRecords.Done("nothing", Id, _incident?.Version ?? 0, null);
        }
    }

    public Task<IncidentEntries> Read(int after, int limit) =>
        Task.FromResult(new IncidentEntries(_incident?.Version ?? 0, [.. _entries.Skip(Math.Max(0, after)).Take(Math.Clamp(limit, 0, 5000)).Select(e => e.ToBody())]));

    public Task<IncidentReach> Reach() => Task.FromResult(watch.Reach(Id));

    public Task<byte[]?> Wake() => Task.FromResult(_incident is null ? null : IncidentRecords.Of(IncidentSummary.Of(_incident)));

    private async Task Tick(CancellationToken cancel)
    {
        if (_incident is null || _incident.IsOver) return;
        if (_isStale) await Load();
        var moment = Now();
        foreach (var due in Clockwork.Due(_incident, moment.KnownAt)) await Append(due, [], Actor.Platform, moment, null);
    }

    private async Task Watch(CancellationToken cancel)
    {
        if (_incident is null || _incident.IsOver || _isStale) return;
        if (await watch.Look(_incident, GrainFactory, clock.Now) is not { } outlook || _incident is null || _incident.IsOver) return;
        await Append(new IncidentEvent.OutlookTaken(outlook), [], Actor.Platform, Now(), null);
    }

    private async Task<ChainedEntry> Append(IncidentEvent data, IReadOnlyList<RunningClock> started, Actor actor, Moment moment, string? requestId)
    {
        var last = _entries.LastOrDefault();
        var entry = ChainedEntry.After(Id, last?.Hash ?? ChainedEntry.Nothing, new IncidentEntry((last?.Entry.Number ?? 0) + 1, moment.At, moment.KnownAt, actor.By, requestId, data, started));
        _isStale = true;
        await record.Append(Id, entry);
        _isStale = false;
        Take(entry);
        await Summarise(entry);
        return entry;
    }

    private void Take(ChainedEntry entry)
    {
        _incident = _incident is null ? Incident.Fold([entry.Entry]) : _incident.Then(entry.Entry);
        _entries.Add(entry);
        if (entry.Entry.RequestId is { } request) _requests[RequestKey(entry.Entry.By.Name, request)] = entry.Entry.Number;
    }

    /// <summary>The list follows the record; where it cannot be written now, it is with the next entry or the next activation.</summary>
    private async Task Summarise(params ChainedEntry[] entries)
    {
        var summary = IncidentSummary.Of(_incident!);
        var isNews = !summary.SaysTheSameAs(_told);
        try
        {
            if (isNews)
            {
                await record.Append(summary);
                _told = summary;
            }
        }
        catch (Exception e)
        {
            LogNotSummarised(e, Id);
        }
        if (isNews || entries.Length > 0)
            await GrainFactory.GetGrain<IIncidentBookGrain>(IIncidentBookGrain.Key).Told(new IncidentNews(Id, [.. entries.Select(e => e.ToBody())], isNews ? IncidentRecords.Of(summary) : null));
    }

    private async Task Load()
    {
        var entries = await record.Read(Id);
        (_incident, _isStale) = (null, true);
        _entries.Clear();
        _requests.Clear();
        foreach (var entry in entries) Take(entry);
        _isStale = false;
    }

    /// <summary>The wall clock may be set back; the order of the entries is the order of what happened.</summary>
    private Moment Now()
    {
        var wall = Instant.From(time.GetUtcNow());
        var last = _entries.LastOrDefault()?.Entry.KnownAt ?? default;
        return new(clock.Now, last > wall ? last : wall);
    }

    private static string RequestKey(string who, string request) => JsonSerializer.Serialize(new[] { who, request });

    [LoggerMessage(Level = LogLevel.Error, Message = "The summary of {Incident} could not be written.")]
    private partial void LogNotSummarised(Exception e, string incident);
}
