using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.Mapping;
using DigitalTwin.Host.Imports;

namespace DigitalTwin.Host.Http.Imports;

/// <summary>A draft in a list.</summary>
internal sealed record ImportSummaryView(string Id, int Version, string Network, string Title, ImportState State, string CreatedAt, string CreatedBy, int? TakenRevision, IReadOnlyList<ImportFileView> Files, int Decisions)
{
    public static ImportSummaryView Of(ImportRecord r) => new(r.Id, r.Version, r.Network, r.Title, r.State, r.CreatedAt, r.CreatedBy, r.TakenRevision, [.. r.Files.Select(f => new ImportFileView(f.Name, f.Bytes, f.Sha256))], r.Decisions.Sum(d => d.Items.Count));
}

internal sealed record ImportFileView(string Name, long Bytes, string Sha256);

/// <summary>A draft with all that is computed of it.</summary>
internal sealed record ImportView(ImportSummaryView Draft, IReadOnlyList<LayerView> Layers, TopologyOptions Options, FiguresView? Figures, IReadOnlyDictionary<string, FindingCounts> Findings,
    int Kept, IReadOnlyList<string> Problems, int ProblemCount, string? Why, IReadOnlyDictionary<string, int> Kinds, int? BaseRevision, IReadOnlyDictionary<string, string[]> Targets)
{
    private const int MostProblems = 100;

    private static readonly IReadOnlyDictionary<string, string[]> AllTargets = MappingTargets.Units.ToDictionary(t => t.Key, t => t.Value.Select(u => u.Unit).ToArray());

    public static ImportView Of(ImportReview review, IRegistry registry) => new(ImportSummaryView.Of(review.Record), [.. review.Layers.Select(l => LayerView.Of(l.Layer, l.Mapping))], review.Record.Options, FiguresView.Of(review),
        review.Findings.GroupBy(f => f.Kind).OrderBy(g => g.Key).ToDictionary(g => Camel(g.Key), FindingCounts.Of),
        review.Kept.Count, [.. review.Problems.Take(MostProblems)], review.ProblemCount, review.Why,
        review.Network is { } n ? n.Nodes.Select(x => x.Kind).Concat(n.Links.Select(x => x.Kind)).Concat(n.Points.Select(x => x.Kind)).CountBy(k => k).OrderBy(k => k.Key).ToDictionary(k => k.Key.WireName(), k => k.Value) : new Dictionary<string, int>(),
        registry.Find(review.Record.Network)?.Revision, AllTargets);

    public static string Camel(FindingKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];
}

internal sealed record FiguresView(int Pipes, double LengthKm, JoinedShare AsDrawn, JoinedShare Now, JoinedShare Proposed)
{
    public static FiguresView? Of(ImportReview r) => r is { Now: { } now, AsDrawn: { } drawn, Proposed: { } proposed } ? new(now.Pipes, now.LengthKm, drawn, now, proposed) : null;
}

/// <param name="Fixable">Of the open ones, those with a fix.</param>
internal sealed record FindingCounts(int Open, int Fixable, int Fixed, int Accepted, int Dismissed)
{
    public static FindingCounts Of(IEnumerable<Finding> findings)
    {
        var all = findings.ToArray();
        int Count(FindingState state) => all.Count(f => f.State == state);
        return new(Count(FindingState.Open), all.Count(f => f.State == FindingState.Open && f.Fix is not null), Count(FindingState.Fixed), Count(FindingState.Accepted), Count(FindingState.Dismissed));
    }
}

internal sealed record LayerView(string Name, string Format, LayerShape Shape, int Features, string? Crs, IReadOnlyList<FieldView> Fields, IReadOnlyList<string> Notes, LayerMapping Mapping, IReadOnlyList<MappedView> Mapped)
{
    private const int Looked = 1000, Shown = 8;

    public static LayerView Of(FeatureLayer layer, LayerMapping mapping)
    {
        var rows = layer.Features.Take(Looked).ToArray();
        return new(layer.Name, layer.Format, layer.Shape, layer.Features.Count, layer.Crs,
            [.. layer.Fields.Select((name, i) => new FieldView(name, rows.Count(r => r.Values[i] is not null) / (double)Math.Max(1, rows.Length), [.. rows.Select(r => r.Values[i]).OfType<string>().Distinct().Take(4).Select(Short)]))],
            layer.Notes, mapping, Preview(layer, mapping));
    }

    /// <summary>The first rows as they would come in.</summary>
    private static MappedView[] Preview(FeatureLayer layer, LayerMapping mapping)
    {
        if (mapping.Use is not (LayerUse.Points or LayerUse.Lines) || mapping.Crs is null) return [];
        try
        {
            var survey = SurveyReader.Read("preview", "preview", [(layer with { Features = [.. layer.Features.Take(Shown)] }, mapping)]).Survey;
            return [.. survey.Points.Select(p => new MappedView(p.LocalId, p.Kind.WireName(), p.Class.ToString().ToLowerInvariant(), p.Name, null, Finite(p.Bottom), null, p.Retired)),
                .. survey.Lines.Select(l => new MappedView(l.LocalId, l.Kind.WireName(), l.Class.ToString().ToLowerInvariant(), l.Name, l.Section.Height > 0 ? l.Section.Height : null, Finite(l.FromInvert), Finite(l.ToInvert), l.Retired))];
        }
        catch (FeatureFileException)
        {
            return [];
        }
    }

    private static double? Finite(double value) => double.IsNaN(value) ? null : Math.Round(value, 3);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <param name="Filled">Share of rows that have a value.</param>
internal sealed record FieldView(string Name, double Filled, string[] Samples);

internal sealed record MappedView(string Id, string Kind, string Class, string? Name, double? DiameterM, double? InvertM, double? ToInvertM, string? Retired);

internal sealed record FindingView(string Id, string Kind, Severity Severity, FindingState State, string? By, IReadOnlyList<string> Assets, double[] Position, double[]? To, double? Metres, Told Reason, Told? Fix)
{
    public static FindingView Of(Finding f) => new(f.Id, ImportView.Camel(f.Kind), f.Severity, f.State, f.By, f.Assets, [Round(f.Place.Longitude), Round(f.Place.Latitude)],
        f.To is { } to ? [Round(to.Longitude), Round(to.Latitude)] : null, double.IsNaN(f.Metres) ? null : Math.Round(f.Metres, 3), f.Reason, f.Fix);

    private static double Round(double degrees) => Math.Round(degrees, 7);
}

internal sealed record KeptView(string Id, string Layer, int Number, double[]? Position, Told Why)
{
    public static KeptView Of(KeptFeature k) => new(k.LocalId, k.Source.Layer, k.Source.Number, k.Place is { } p ? [p.Longitude, p.Latitude] : null, k.Why);
}
