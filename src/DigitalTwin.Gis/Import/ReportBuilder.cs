using System.Collections.Frozen;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;

namespace DigitalTwin.Gis.Import;

/// <summary>Collects counts and defects while a plan is read.</summary>
public sealed class ReportBuilder(string format, string crs)
{
    /// <summary>A file of garbage makes a defect a line; past this they are only counted.</summary>
    public const int MostDefectsListed = 10_000;

    private readonly List<Defect> _defects = [];
    private readonly SortedDictionary<DefectCode, int> _byCode = [];
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Tally> _sections = new(StringComparer.OrdinalIgnoreCase);
    private int _count;

    public void Add(DefectCode code, Remedy remedy, string section, int line, string id, string message)
    {
        _count++;
        _byCode[code] = _byCode.GetValueOrDefault(code) + 1;
        if (remedy == Remedy.LeftOut && _sections.TryGetValue(section, out var tally)) tally.LeftOut++;
        if (_defects.Count < MostDefectsListed) _defects.Add(new Defect(code, remedy, section, line, id, message));
    }

    public void Open(string section, int lines, SectionUse use)
    {
        if (!_sections.ContainsKey(section)) _order.Add(section);
        _sections[section] = new Tally { Lines = lines, Use = use };
    }

    public void CountElement(string section, int elements = 1)
    {
        if (_sections.TryGetValue(section, out var tally)) tally.Elements += elements;
    }

    /// <summary>A line that belongs to an element already reported as left out goes with it.</summary>
    public void CountLeftOut(string section)
    {
        if (_sections.TryGetValue(section, out var tally)) tally.LeftOut++;
    }

    public ImportReport Build(Network? network) => new()
    {
        Format = format,
        Crs = crs,
        Nodes = network?.Nodes.Count ?? 0,
        Links = network?.Links.Count ?? 0,
        Points = network?.Points.Count ?? 0,
        Subcatchments = network?.Subcatchments.Count ?? 0,
        Kinds = network is null ? FrozenDictionary<string, int>.Empty : CountKinds(network),
        Sections = [.. _order.Select(name => (name, tally: _sections[name])).Select(s => new SectionCount(s.name, s.tally.Lines, s.tally.Elements, s.tally.LeftOut, s.tally.Use))],
        Bounds = network is null ? null : GeoArea.Around(network.Nodes.Select(n => n.Position)),
        DefectCount = _count,
        DefectsByCode = _byCode.ToDictionary(p => char.ToLowerInvariant(p.Key.ToString()[0]) + p.Key.ToString()[1..], p => p.Value),
        Defects = [.. _defects],
    };

    private static Dictionary<string, int> CountKinds(Network network) =>
        network.Nodes.Select(n => n.Kind).Concat(network.Links.Select(l => l.Kind)).Concat(network.Points.Select(p => p.Kind))
            .CountBy(kind => kind).OrderBy(p => p.Key).ToDictionary(p => p.Key.WireName(), p => p.Value);

    private sealed class Tally
    {
        public int Lines, Elements, LeftOut;
        public SectionUse Use;
    }
}
