using System.Text.RegularExpressions;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Incidents;
using Orleans;

namespace DigitalTwin.Host.Incidents;

/// <summary>Incidents as somebody may see them: folded from their entries, those looked at last kept folded.</summary>
internal sealed partial class IncidentReader(IGrainFactory grains, IncidentLog record)
{
    private const int Kept = 64;
    private const int Page = 2000;

    private readonly Lock _gate = new();
    private readonly LinkedList<Folded> _recent = new();

    /// <summary>Null where there is none, or none that he may see: which of them is not told.</summary>
    public async Task<Incident?> Find(string id, Actor actor, Instant? asOf = null, CancellationToken cancel = default) => (await Read(id, actor, asOf, cancel))?.Incident;

    public async Task<(Incident Incident, IReadOnlyList<ChainedEntry> Entries)?> Read(string id, Actor actor, Instant? asOf = null, CancellationToken cancel = default)
    {
        if (!IdForm().IsMatch(id) || await Current(id) is not { } now || !actor.MaySee(now.Incident)) return null;
        if (asOf is null) return (now.Incident, now.Entries);
        var then = await record.Read(id, asOf, cancel);
        return Incident.Fold(then.Select(e => e.Entry)) is { } past ? (past, then) : null;
    }

    private async Task<Folded?> Current(string id)
    {
        Folded? known;
        lock (_gate) known = _recent.FirstOrDefault(f => f.Incident.Id == id);
        var (incident, entries) = (known?.Incident, known is null ? new List<ChainedEntry>() : [.. known.Entries]);
        while (true)
        {
            var more = await grains.GetGrain<IIncidentGrain>(id).Read(entries.Count, Page);
            foreach (var entry in more.Bodies.Select(b => ChainedEntry.Read(b)))
            {
                incident = incident is null ? Incident.Fold([entry.Entry]) : incident.Then(entry.Entry);
                entries.Add(entry);
            }
            if (entries.Count >= more.Version) break;
        }
        if (incident is null) return null;
        var folded = known is not null && known.Entries.Count == entries.Count ? known : new Folded(incident, entries);
        lock (_gate)
        {
            if (_recent.FirstOrDefault(f => f.Incident.Id == id) is { } there)
            {
                if (there.Entries.Count > folded.Entries.Count) folded = there;
                _recent.Remove(there);
            }
            _recent.AddFirst(folded);
            if (_recent.Count > Kept) _recent.RemoveLast();
        }
        return folded;
    }

    [GeneratedRegex("^I-[0-9]{8}-[0-9]{1,6}$")]
    private static partial Regex IdForm();

    private sealed record Folded(Incident Incident, IReadOnlyList<ChainedEntry> Entries);
}
