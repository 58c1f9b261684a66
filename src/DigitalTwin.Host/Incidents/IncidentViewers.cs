using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Grains.Incidents;

namespace DigitalTwin.Host.Incidents;

/// <summary>Who looks at which incident, and what each is told: entries to those who joined it, summaries to all who may see it. Safe from any thread.</summary>
internal sealed class IncidentViewers(TimeProvider time)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, IncidentViewer> _viewers = [];

    public void Add(IncidentViewer viewer)
    {
        lock (_gate) _viewers[viewer.Connection] = viewer;
    }

    public void Remove(string connection)
    {
        lock (_gate)
        {
            if (!_viewers.Remove(connection, out var viewer)) return;
            viewer.Leave();
            foreach (var incident in viewer.Joined) TellPresence(incident);
        }
    }

    /// <returns>False where he looks at as many as he may.</returns>
    public bool Join(string connection, string incident)
    {
        lock (_gate)
        {
            if (!_viewers.TryGetValue(connection, out var viewer)) return false;
            if (!viewer.Joined.Contains(incident) && viewer.Joined.Count >= IncidentViewer.MostJoined) return false;
            viewer.Joined.Add(incident);
            TellPresence(incident);
            return true;
        }
    }

    public void Leave(string connection, string incident)
    {
        lock (_gate)
            if (_viewers.TryGetValue(connection, out var viewer) && viewer.Joined.Remove(incident)) TellPresence(incident);
    }

    public JsonArray People(string incident)
    {
        lock (_gate) return new JsonArray([.. Here(incident).Select(v => IncidentViews.Of(new { v.Connection, v.Actor.Name, v.Actor.FullName, v.Actor.Department, v.Bounds }))]);
    }

    /// <summary>Where somebody looks, or points. What comes faster than a page can show is left out.</summary>
    public void Move(string connection, string incident, double[]? bounds, double[]? point)
    {
        lock (_gate)
        {
            if (!_viewers.TryGetValue(connection, out var viewer) || !viewer.Joined.Contains(incident)) return;
            if (viewer.MovedAt != 0 && time.GetElapsedTime(viewer.MovedAt) < LeastPause) return;
            viewer.MovedAt = time.GetTimestamp();
            if (bounds is not null)
            {
                viewer.Bounds = bounds;
                TellPresence(incident);
            }
            else
            {
                var pointed = Written(IncidentViews.Of(new { incident, viewer.Actor.Name, viewer.Actor.FullName, at = point }));
                foreach (var other in Here(incident).Where(o => o != viewer)) other.Tell("Pointed", pointed);
            }
        }
    }

    public void Tell(IncidentNews news)
    {
        // Written once, however many look.
        var entries = news.Entries.Select(e => Written(new JsonObject { ["incident"] = news.Incident, ["entry"] = IncidentViews.Of(ChainedEntry.Read(e)) })).ToArray();
        var summary = news.Summary is { } json ? IncidentLog.ReadSummary(json) : null;
        lock (_gate)
        {
            foreach (var viewer in Here(news.Incident).ToArray())
            {
                if (summary is not null && !viewer.Actor.MaySee(summary))
                {
                    viewer.Joined.Remove(news.Incident);
                    viewer.Tell("Left", Written(IncidentViews.Of(new { news.Incident })));
                    continue;
                }
                foreach (var entry in entries) viewer.Tell("Entry", entry);
            }
            if (summary is null) return;
            var told = Written(IncidentViews.Of(summary));
            foreach (var viewer in _viewers.Values.Where(v => v.Actor.MaySee(summary))) viewer.Tell("Incident", told);
        }
    }

    private IEnumerable<IncidentViewer> Here(string incident) => _viewers.Values.Where(v => v.Joined.Contains(incident));

    private void TellPresence(string incident)
    {
        var presence = Written(new JsonObject { ["incident"] = incident, ["people"] = People(incident) });
        foreach (var viewer in Here(incident)) viewer.Tell("Presence", presence);
    }

    private static JsonElement Written(JsonNode node) => JsonSerializer.SerializeToElement(node, IncidentJson.Options);
}
