using System.Globalization;
using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Readings;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace DigitalTwin.Grains.Incidents;

/// <summary>What the book remembers beside the summaries, which are in the fact log: the numbers that it has given.</summary>
[GenerateSerializer, Alias("IncidentBookMemory")]
public sealed class IncidentBookMemory
{
    [Id(0)] public string Day { get; set; } = "";
    [Id(1)] public int Number { get; set; }
    /// <summary>Requests and the incidents that they opened, the oldest first.</summary>
    [Id(2)] public List<string> Requests { get; set; } = [];
    [Id(3)] public List<string> Opened { get; set; } = [];
}

/// <summary>Gives numbers, keeps open incidents awake, and passes on what they tell. Not reentrant, so that two who open for one warning are one after the other.</summary>
public sealed partial class IncidentBookGrain(IncidentLog record, CityClock clock, CityCalendar calendar, TimeProvider time, [PersistentState("incidents")] IPersistentState<IncidentBookMemory> memory, ILogger<IncidentBookGrain> log) : Grain, IIncidentBookGrain
{
    private const int MostOpen = 500;
    private const int RememberedRequests = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, IncidentSummary> _open = [];
    private readonly Dictionary<IIncidentObserver, long> _observers = [];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var summary in await record.Open(null, cancellationToken)) _open[summary.Id] = summary;
    }

    public async Task<IncidentAnswer> Open(IncidentOrder order)
    {
        if (IncidentRecords.ToCommand(order.Command) is not IncidentCommand.Open open) return IncidentRecords.Refused("", 0, Verdict.Faulty("action", "Only an opening comes here."));
        var request = order.RequestId is { } given ? JsonSerializer.Serialize(new[] { order.Actor.Name, given }) : null;
        var id = request is not null && memory.State.Requests.IndexOf(request) is >= 0 and var known ? memory.State.Opened[known] : null;
        if (id is null)
        {
            // Refused before a number is given for nothing.
            var trial = IncidentDesk.Decide(null, open, IncidentRecords.ToActor(order.Actor), new Moment(clock.Now, Instant.From(time.GetUtcNow())));
            if (trial is Verdict.Refused refused) return IncidentRecords.Refused("", 0, refused);
            if (_open.Values.FirstOrDefault(s => s.Warnings.Intersect(open.As.Warnings.Select(w => w.Id)).Any()) is { } other) return IncidentRecords.Refused(other.Id, other.Version, new Verdict.Refused("exists", $"{other.Id} is about that warning already."));
            if (_open.Count >= MostOpen) return IncidentRecords.Refused("", 0, new Verdict.Refused("tooMany", $"{_open.Count} incidents are open, as many as the book takes; close some first."));
            id = await Next(request);
        }
        var answer = await GrainFactory.GetGrain<IIncidentGrain>(id).Do(order with { Command = IncidentRecords.Of(open with { As = open.As with { Id = id } }) });
        if (answer.Entry is { } body && !_open.ContainsKey(id) && answer.Version == 1) _open[id] = IncidentSummary.Of(Incident.Fold([ChainedEntry.Read(body).Entry])!);
        return answer;
    }

    public async Task Told(IncidentNews news)
    {
        if (news.Summary is { } json)
        {
            var summary = IncidentLog.ReadSummary(json);
            if (summary.IsOver) _open.Remove(news.Incident);
            else _open[news.Incident] = summary;
        }
        foreach (var (observer, renewed) in _observers.ToArray())
        {
            if (time.GetElapsedTime(renewed) > Lease)
            {
                _observers.Remove(observer);
                continue;
            }
            try
            {
                await observer.Told(news);
            }
            catch (Exception e)
            {
                LogNotTold(e, news.Incident); // It catches up with its next renewal.
            }
        }
    }

    public async Task<byte[][]> Subscribe(IIncidentObserver observer)
    {
        _observers[observer] = time.GetTimestamp();
        foreach (var id in _open.Keys.ToArray())
        {
            try
            {
                if (await GrainFactory.GetGrain<IIncidentGrain>(id).Wake() is { } summary) _open[id] = IncidentLog.ReadSummary(summary);
                if (_open[id].IsOver) _open.Remove(id);
            }
            catch (Exception e)
            {
                LogNotWoken(e, id);
            }
        }
        return [.. _open.Values.Select(IncidentRecords.Of)];
    }

    /// <summary>The next number of the day, kept before it is used: it is never given twice, whatever fails afterwards.</summary>
    private async Task<string> Next(string? request)
    {
        var kept = memory.State;
        var day = calendar.LocalTime(clock.Now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        // City time may go back, as after a replay; a day's numbers go on from where any day's did.
        var number = string.CompareOrdinal(day, kept.Day) > 0 ? 1 : kept.Number + 1;
        var id = $"I-{(string.CompareOrdinal(day, kept.Day) > 0 ? day : kept.Day)}-{number}";
        var next = new IncidentBookMemory { Day = id[2..10], Number = number, Requests = [.. kept.Requests], Opened = [.. kept.Opened] };
        if (request is not null)
        {
            next.Requests.Add(request);
            next.Opened.Add(id);
            if (next.Requests.Count > RememberedRequests)
            {
                next.Requests.RemoveAt(0);
                next.Opened.RemoveAt(0);
            }
        }
        memory.State = next;
        try
        {
            await memory.WriteStateAsync();
        }
        catch
        {
            memory.State = kept;
            throw;
        }
        return id;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A listener could not be told of {Incident}.")]
    private partial void LogNotTold(Exception e, string incident);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incident {Incident} could not be woken; trying again with the next renewal.")]
    private partial void LogNotWoken(Exception e, string incident);
}
