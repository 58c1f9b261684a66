using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.Mapping;
using DigitalTwin.Testing;
using Xunit.Abstractions;

namespace DigitalTwin.Gis.Tests.Features;

/// <summary>A real town's survey, by the guessed mapping and the defaults.</summary>
public class BarreTests(ITestOutputHelper output)
{
    [SharedDataFact("barre")]
    public void Barre_comes_in_by_guess_and_every_joint_is_told()
    {
        var layers = new[] { "BarrePointFeatures", "BarreWWTF", "BarreLinearFeatures", "BarreServiceArea" }.SelectMany(f => FeatureFile.Read(SharedData.PathOf("barre", f + ".geojson"), f + ".geojson")).ToArray();
        var survey = SurveyReader.Read("barre", "Barre", [.. layers.Select(l => (l, MappingGuess.Of(l)))]);
        foreach (var mending in Enum.GetValues<Mending>()) output.WriteLine($"{mending}: {TopologyBuilder.Share(survey.Survey, new(), null, mending)}");
        var result = TopologyBuilder.Build(survey.Survey, new());
        foreach (var kind in result.Findings.GroupBy(f => (f.Kind, f.State, HasFix: f.Fix is not null)).OrderBy(g => g.Key)) output.WriteLine($"{kind.Key}: {kind.Count()}");
        output.WriteLine($"kept {result.Kept.Count}: {string.Join("; ", result.Kept.GroupBy(k => k.Why.En.Split(' ')[0]).Select(g => $"{g.Key} {g.Count()}"))}; unplaced {survey.Unplaced.Count}");
        // Nothing is lost: each feature is in the network or listed.
        Assert.Equal(1120 + 1246 + 2, survey.Survey.Lines.Count + survey.Survey.Points.Count + survey.Unplaced.Count);
        var there = result.Network.Links.Select(l => l.Attributes.GetValueOrDefault("Line") ?? l.LocalId).Concat(result.Network.Nodes.Select(n => n.LocalId)).Concat(result.Kept.Select(k => k.LocalId)).ToHashSet();
        Assert.All(survey.Survey.Lines.Select(l => l.LocalId).Concat(survey.Survey.Points.Select(p => p.LocalId)), id => Assert.Contains(id, there));
        var proposed = TopologyBuilder.Share(survey.Survey, new(), null, Mending.Proposed);
        Assert.True(proposed.FlowToPlant > TopologyBuilder.Share(survey.Survey, new(), null, Mending.AsDrawn).FlowToPlant);
    }
}
