using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Running;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Grains.Rules;

/// <summary>What all rule grains of a silo share.</summary>
public sealed record RuleGrainServices(IRegistry Registry, NetworkCatalogue Catalogue, IHistory History, IFactLog Facts, ArmedRules Armed, LocalRules Local, CityClock Clock)
{
    /// <summary>Neighbours with the flows of now; null where there is no such network.</summary>
    public NetworkNeighbours? Neighbours(string network) => Catalogue.Find(network) is { } live
        ? new NetworkNeighbours(live.Compiled, live.CurrentFlows(), local => Registry.Find(new AssetId(network, local)), Reports, Local)
        : null;

    /// <summary>What rules know of an asset beside its readings; null where there is none.</summary>
    public RuleSubject? SubjectOf(AssetKey asset) => Registry.Find(asset) is { } entry ? RuleSubject.Of(Catalogue.Find(entry.Id.Network)?.Compiled, asset, entry.Kind, Local) : null;

    private bool Reports(AssetKey asset, Quantity quantity)
    {
        foreach (var known in History.Latest(asset))
            if (known.Reading.Quantity == quantity) return true;
        return false;
    }
}
