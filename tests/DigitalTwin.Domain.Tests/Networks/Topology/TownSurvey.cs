using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Topology;

namespace DigitalTwin.Domain.Tests.Networks.Topology;

/// <summary>A made-up town from a seed: manholes on a crooked grid of 60 m, a sewer tree that falls to a plant, and the survey of it, whole or damaged in known ways.</summary>
internal sealed class TownSurvey
{
    private const double MetresPerDegree = 111_194.93;
    private readonly Random _random;
    private readonly (double X, double Y)[] _places;
    private readonly int[] _parent;
    private readonly double[] _invert;
    private readonly List<SurveyPoint> _points = [];
    private List<SurveyLine> _lines = [];

    public TownSurvey(int seed, bool withInverts)
    {
        _random = new Random(seed);
        int wide = _random.Next(3, 9), high = _random.Next(3, 9);
        _places = [.. Enumerable.Range(0, wide * high).Select(i => (i % wide * 60 + _random.NextDouble() * 12, i / wide * 60 + _random.NextDouble() * 12))];
        _parent = [.. Enumerable.Repeat(-1, _places.Length)];
        _invert = new double[_places.Length];
        var frontier = new List<int> { 0 };
        var seen = new HashSet<int> { 0 };
        while (frontier.Count > 0)
        {
            var at = _random.Next(frontier.Count);
            var node = frontier[at];
            var free = Neighbours(node, wide, high).Where(n => !seen.Contains(n)).ToArray();
            if (free.Length == 0) { frontier.RemoveAt(at); continue; }
            var next = free[_random.Next(free.Length)];
            seen.Add(next);
            frontier.Add(next);
            _parent[next] = node;
            _invert[next] = _invert[node] + 0.15 + _random.NextDouble() * 0.2;
        }
        for (var i = 0; i < _places.Length; i++)
            _points.Add(new SurveyPoint { LocalId = $"m{i}", Kind = i == 0 ? AssetKind.TreatmentPlant : AssetKind.Manhole, Position = At(_places[i]), Invert = withInverts ? _invert[i] : double.NaN });
        for (var i = 1; i < _places.Length; i++)
            _lines.Add(new SurveyLine
            {
                LocalId = $"p{i}", Kind = AssetKind.PipeSegment, Class = PipeClass.Sewer, Path = [At(_places[i]), At(_places[_parent[i]])],
                FromInvert = withInverts ? _invert[i] : double.NaN, ToInvert = withInverts ? _invert[_parent[i]] : double.NaN,
            });
    }

    public Survey Survey => new() { Name = "town", Title = "town", Points = _points, Lines = _lines };

    /// <summary>From and to of every pipe there really is.</summary>
    public HashSet<(int, int)> Truth => [.. Enumerable.Range(1, _places.Length - 1).Select(i => (i, _parent[i]))];

    /// <summary>The pipes of a network by which true manholes they lead from and to; -1 where there is none within <paramref name="metres"/>.</summary>
    public List<(int, int)> Seen(Network network, double metres)
    {
        return [.. network.Links.Select(l => (Which(network.Nodes[l.From].Position), Which(network.Nodes[l.To].Position)))];

        int Which(Position p)
        {
            var (x, y) = Back(p);
            var best = Enumerable.Range(0, _places.Length).MinBy(i => Math.Pow(_places[i].X - x, 2) + Math.Pow(_places[i].Y - y, 2));
            return Math.Sqrt(Math.Pow(_places[best].X - x, 2) + Math.Pow(_places[best].Y - y, 2)) <= metres ? best : -1;
        }
    }

    /// <summary>Every end lies beside its manhole.</summary>
    public TownSurvey ShiftEnds(double metres) => Change((path, _) => [Shift(path[0], metres), .. path[1..^1], Shift(path[^1], metres)]);

    /// <summary>Some lines end before their manhole.</summary>
    public TownSurvey CutEnds(double metres, double share) => Change((path, _) =>
    {
        if (_random.NextDouble() >= share) return path;
        var (a, b) = (Back(path[^2]), Back(path[^1]));
        var whole = Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2));
        var left = 1 - (0.6 + 0.4 * _random.NextDouble()) * metres / whole;
        return [.. path[..^1], At((a.X + (b.X - a.X) * left, a.Y + (b.Y - a.Y) * left))];
    });

    public TownSurvey Reverse(double share)
    {
        _lines = [.. _lines.Select(l => _random.NextDouble() < share ? l with { Path = [.. l.Path.Reverse()], FromInvert = l.ToInvert, ToInvert = l.FromInvert } : l)];
        return this;
    }

    /// <summary>Manholes that two pipes or more meet at are not in the survey.</summary>
    public TownSurvey DropManholes(double share)
    {
        var inner = Enumerable.Range(1, _places.Length - 1).Where(i => _parent.Contains(i)).Select(i => $"m{i}").ToHashSet();
        _points.RemoveAll(p => inner.Contains(p.LocalId) && _random.NextDouble() < share);
        return this;
    }

    /// <summary>Where one pipe leads into one, both are drawn as one line through the manhole.</summary>
    public TownSurvey DrawThrough(double share)
    {
        for (var i = 1; i < _places.Length; i++)
        {
            if (_parent.Count(p => p == i) != 1 || _random.NextDouble() >= share) continue;
            var upper = _lines.Find(l => l.Path[^1] == At(_places[i]));
            var lower = _lines.Find(l => l.Path[0] == At(_places[i]));
            if (upper is null || lower is null) continue;
            _lines.Remove(upper);
            _lines.Remove(lower);
            _lines.Add(upper with { Path = [.. upper.Path, .. lower.Path.Skip(1)], ToInvert = lower.ToInvert, FromInvert = double.NaN });
        }
        return this;
    }

    public TownSurvey DrawTwice(double share)
    {
        _lines.AddRange(_lines.Where(_ => _random.NextDouble() < share).Select(l => l with { LocalId = l.LocalId + "b", Path = [.. l.Path.Reverse()], FromInvert = l.ToInvert, ToInvert = l.FromInvert }).ToArray());
        return this;
    }

    public TownSurvey DropPipes(int count)
    {
        for (; count > 0 && _lines.Count > 1; count--) _lines.RemoveAt(_random.Next(_lines.Count));
        return this;
    }

    private TownSurvey Change(Func<Position[], SurveyLine, Position[]> path)
    {
        _lines = [.. _lines.Select(l => l with { Path = path([.. l.Path], l) })];
        return this;
    }

    private Position Shift(Position p, double metres)
    {
        var (x, y) = Back(p);
        var angle = _random.NextDouble() * 2 * Math.PI;
        return At((x + metres * Math.Cos(angle), y + metres * Math.Sin(angle)));
    }

    private static IEnumerable<int> Neighbours(int i, int wide, int high)
    {
        if (i % wide > 0) yield return i - 1;
        if (i % wide < wide - 1) yield return i + 1;
        if (i >= wide) yield return i - wide;
        if (i / wide < high - 1) yield return i + wide;
    }

    internal static Position At((double X, double Y) p) => new(112 + p.X / (MetresPerDegree * Math.Cos(37 * Math.PI / 180)), 37 + p.Y / MetresPerDegree);

    internal static (double X, double Y) Back(Position p) => ((p.Longitude - 112) * MetresPerDegree * Math.Cos(37 * Math.PI / 180), (p.Latitude - 37) * MetresPerDegree);
}
