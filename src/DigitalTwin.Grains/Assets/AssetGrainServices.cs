using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Map;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Grains.Assets;

/// <summary>What all asset grains of a silo share; one field in each of a million activations instead of seven.</summary>
public sealed record AssetGrainServices(IHistory History, IRegistry Registry, NetworkCatalogue Catalogue, LocalRules Rules, CityClock Clock, IMapFeed Feed);
