using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using DigitalTwin.Contracts;
using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Warnings;

namespace DigitalTwin.Host.Hub;

/// <summary>Takes what the map feed brings into the boards and sends it to those who see it: serialised once a group, queued once a viewer and tick.</summary>
internal sealed class MapBroadcaster(LiveBoard board, WarningBoard warnings, WarningViews views, MapPlaces places, MapGroups groups, Viewers viewers, AssetIndex index, CityClock clock, TimeProvider time)
{
    // One at a time, so that the counts of groups rise in the order of the boards.
    private readonly Lock _turn = new();
    private readonly Dictionary<MapGroup, List<int>> _rowsOf = [];
    private readonly List<MapGroup> _watching = [];
    private readonly LiveRows _rows = new();
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly Outbox _outbox = new();

    public void Changed(MapChanges changes)
    {
        lock (_turn)
        {
            using var activity = TwinTelemetry.Source.StartActivity("push", ActivityKind.Producer, changes.TraceParent);
            var stateChanged = new bool[changes.Assets.Length];
            board.Apply(changes, stateChanged);
            for (var i = 0; i < changes.Assets.Length; i++)
            {
                if (stateChanged[i]) index.SetState(new AssetKey(changes.Assets[i]), changes.States[i]);
                Address(changes.Assets[i], stateChanged[i]);
            }
            SendRows(changes.At);
            if (changes.OldestAt > 0) HubMeters.PushLag.Record(Math.Max(0, (time.GetUtcNow().ToUnixTimeMilliseconds() - changes.OldestAt) / 1000.0));
        }
    }

    public void Warned(IReadOnlyCollection<WarningRecord> records)
    {
        lock (_turn)
        {
            var (news, changed) = warnings.Take(records);
            if (news.Count == 0) return;
            var at = clock.Now.UnixMilliseconds;
            foreach (var key in changed) Address(key, stateChanged: true);
            SendRows(at);
            viewers.SendAll("Warnings", new { seq = warnings.NextSequence(), at, upserts = news.Select(views.Of).ToArray() });
        }
    }

    public void ShowClock()
    {
        var reading = clock.Read();
        viewers.SendAll("Clock", new { now = reading.Now.UnixMilliseconds, rate = reading.Rate, mode = WireNames.Of(reading.Mode) });
    }

    private void Address(int key, bool stateChanged)
    {
        if (!places.TryFind(key, out var place)) return;
        _watching.Clear();
        groups.Watching(place, stateChanged, _watching);
        foreach (var group in _watching) RowsOf(group).Add(key);
    }

    private List<int> RowsOf(MapGroup group)
    {
        if (!_rowsOf.TryGetValue(group, out var rows)) _rowsOf[group] = rows = [];
        return rows;
    }

    private void SendRows(long at)
    {
        foreach (var (group, wanted) in _rowsOf)
        {
            if (wanted.Count == 0) continue;
            var (previous, sequence, receivers) = groups.Advance(group);
            if (receivers.Length > 0)
            {
                board.Read(CollectionsMarshal.AsSpan(wanted), _rows);
                var message = ChangesWriter.Message(_scratch, group.Name, previous, sequence, at, _rows);
                foreach (var viewer in receivers) _outbox.Add(viewer, message);
                HubMeters.RowsPushed.Add(_rows.Count);
            }
            wanted.Clear();
        }
        _outbox.Send();
    }
}
