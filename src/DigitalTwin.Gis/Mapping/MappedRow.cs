using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Features;

namespace DigitalTwin.Gis.Mapping;

/// <summary>One feature seen through its layer's mapping.</summary>
internal sealed class MappedRow
{
    private readonly FeatureLayer _layer;
    private readonly Dictionary<string, (int Column, double Factor)> _columns;

    public MappedRow(FeatureLayer layer, LayerMapping mapping)
    {
        _layer = layer;
        var index = layer.Fields.Select((f, i) => (f, i)).ToDictionary(p => p.f, p => p.i);
        _columns = mapping.Fields.Where(f => index.ContainsKey(f.Value.Field)).ToDictionary(f => f.Key, f => (index[f.Value.Field], MappingTargets.Factor(f.Key, f.Value.Unit)));
    }

    public SourceFeature Feature { get; set; }

    public SourcePlace Place => new(_layer.Name, Feature.Number);

    public string? Text(string target) => _columns.TryGetValue(target, out var c) ? Feature.Values[c.Column] : null;

    public double Factor(string target) => _columns.TryGetValue(target, out var c) ? c.Factor : 1;

    public double? Plain(string target) => SurveyValues.Number(Text(target));

    /// <summary>In SI; NaN where absent or no number, which is told.</summary>
    public double Number(string target, Action<MappedRow, string, string> problem)
    {
        if (Text(target) is not { } text) return double.NaN;
        if (SurveyValues.Number(text) is { } value) return value * Factor(target);
        problem(this, target, text);
        return double.NaN;
    }

    public PipeClass? Class() => SurveyValues.Class(Text("class")) ?? SurveyValues.Class(Text("kind"));

    public bool SaysPressure => new[] { Text("kind"), Text("class") }.Any(t => t is not null && (t.Contains("force main", StringComparison.OrdinalIgnoreCase) || t.Contains("压力")));

    /// <summary>All that the source says, by its own names.</summary>
    public Dictionary<string, string> Attributes()
    {
        var all = new Dictionary<string, string>(_layer.Fields.Count);
        for (var i = 0; i < _layer.Fields.Count; i++)
            if (Feature.Values[i] is { } value) all[_layer.Fields[i]] = value;
        return all;
    }
}
