using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk.Causes;

namespace DigitalTwin.Host.Http;

/// <summary>The answer of a search for a cause as JSON: assets by id, times ISO 8601, what is unknown null.</summary>
internal static class CauseViews
{
    public static CauseView Of(IRegistry registry, QuantityCatalogue quantities, CompiledNetwork network, CauseAnswer answer)
    {
        AssetEntry? Find(NetworkElement element) => registry.Find(network.KeyOf(element));
        string Id(NetworkElement element) => Find(element)?.Id.Value ?? element.ToString();
        string Quantity(Quantity quantity) => quantities.Of(quantity).Name;
        return new CauseView(
            [.. answer.Candidates.Select(c => new CandidateView(Id(c.Source), Find(c.Source)?.Name, network.KindOf(c.Source).WireName(), Math.Round(c.Probability, 4), c.From.ToString(), c.To.ToString(), Finite(c.Load),
                [.. c.Evidence.Select(e => new EvidenceView(Id(e.Sighting.Place), Quantity(e.Sighting.Quantity), e.Sighting.At.ToString(), Finite(e.Sighting.Value), Math.Round(e.Minutes, 1), Math.Round(e.OffMinutes, 1), Finite(e.Expected)))],
                [.. c.Doubts.Select(d => new DoubtView(Id(d.Place.Place), Quantity(d.Place.Quantity), d.Place.Until.ToString(), Math.Round(d.Minutes, 1), Finite(d.Expected)))]))],
            [.. answer.Exclusions.Select(e => new ExclusionView(Id(e.Place.Place), e.Candidates))],
            [.. answer.Samples.Select(s => new NextSampleView(Id(s.Place), Find(s.Place)?.Name, Math.Round(s.Share, 3)))]);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : null;
}

internal sealed record CauseView(CandidateView[] Candidates, ExclusionView[] Exclusions, NextSampleView[] Samples);

/// <param name="Load">g/s for a concentration in mg/L.</param>
internal sealed record CandidateView(string Asset, string? Name, string Kind, double Probability, string From, string To, double? Load, EvidenceView[] Evidence, DoubtView[] Doubts);

internal sealed record EvidenceView(string Asset, string Quantity, string At, double? Value, double Minutes, double OffMinutes, double? Expected);

internal sealed record DoubtView(string Asset, string Quantity, string Until, double Minutes, double? Expected);

internal sealed record ExclusionView(string Asset, int Candidates);

internal sealed record NextSampleView(string Asset, string? Name, double Share);
