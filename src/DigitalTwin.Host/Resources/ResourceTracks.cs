using System.Collections.Concurrent;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Host.Resources;

/// <summary>A place on the way of a resource. Times in Unix ms.</summary>
internal readonly record struct TrackPoint(long At, Position Position, double SpeedKmh, int Heading);

/// <summary>Where tracked resources were lately: at most <see cref="MostPoints"/> each, the oldest go first. In memory; the last place of each is kept with the resource.</summary>
internal sealed class ResourceTracks
{
    /// <summary>A day at one in thirty seconds.</summary>
    public const int MostPoints = 2880;

    private readonly ConcurrentDictionary<string, Track> _tracks = new();
    private readonly ConcurrentDictionary<string, bool> _moved = new();

    /// <summary>Takes a place in; what comes late is put where it belongs, what comes twice is one.</summary>
    public void Add(string resource, TrackPoint point)
    {
        if (_tracks.GetOrAdd(resource, _ => new Track()).Add(point)) _moved[resource] = true;
    }

    public TrackPoint? Last(string resource) => _tracks.GetValueOrDefault(resource)?.Last;

    public TrackPoint[] Read(string resource, long from, long to) => _tracks.GetValueOrDefault(resource)?.Read(from, to) ?? [];

    public void Touch(string resource) => _moved[resource] = true;

    public void Forget(string resource) => _tracks.TryRemove(resource, out _);

    /// <summary>Resources that have moved or changed since the last call.</summary>
    public string[] Drain()
    {
        var moved = _moved.Keys.ToArray();
        foreach (var one in moved) _moved.TryRemove(one, out _);
        return moved;
    }

    private sealed class Track
    {
        private readonly SortedList<long, TrackPoint> _points = [];

        public TrackPoint? Last
        {
            get { lock (_points) return _points.Count > 0 ? _points.Values[^1] : null; }
        }

        /// <returns>True where it is the newest.</returns>
        public bool Add(TrackPoint point)
        {
            lock (_points)
            {
                _points[point.At] = point;
                if (_points.Count > MostPoints) _points.RemoveAt(0);
                return _points.Keys[^1] == point.At;
            }
        }

        public TrackPoint[] Read(long from, long to)
        {
            lock (_points) return [.. _points.Values.Where(p => p.At >= from && p.At <= to)];
        }
    }
}
