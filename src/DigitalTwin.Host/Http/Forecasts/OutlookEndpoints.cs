using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Effluent;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Forecasts.Answers;
using DigitalTwin.Host.Forecasts.Outlooks;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.Forecasts;

/// <summary>What is expected of a plant or a tank.</summary>
internal static class OutlookEndpoints
{
    public static void MapOutlooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plants/{id}/outlook", Plant).RequireAuthorization(Scopes.Read).RequireRateLimiting(RateLimits.Heavy).WithSummary("A plant in the next hours")
            .WithDescription("inflow by the latest forecast of its sewers (null where there is none), with when the median passes 80 and 100 % of its capacity. effluent: each measured quantity in the next six hours, learnt from the last two weeks; score: its mean absolute error so far beside that of taking the value to stay, and how often the value came to lie in the band. A quantity appears once it has some hours of past.");
        routes.MapGet("/tanks/{id}/outlook", Tank).RequireAuthorization(Scopes.Read).WithSummary("A tank in the next hours")
            .WithDescription("Level and volume by the latest forecast, when it is full by the median (fullAt) and by one of ten members (earliestFullAt), mean retention in minutes, and dilution: what an inflow of one hour reaches of its strength at the outlet.");
    }

    private static async Task<IResult> Plant(ForecastRead read, EffluentReader effluents, NetworkCatalogue catalogue, LocalRules rules, QuantityCatalogue quantities, IRegistry registry, CityClock clock, string id, CancellationToken cancel)
    {
        if (AssetEndpoints.FindAsset(registry, id) is not { } plant) return AssetEndpoints.NoAsset(id);
        if (plant.Kind is not (AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant)) return Problems.Of(422, $"'{plant.Id}' is a {plant.Kind.WireName()}; expected a treatment or reclaimed plant.");
        if (catalogue.Find(plant.Id.Network)?.Compiled is not { } network) return ForecastRead.NoNetwork(plant.Id.Network);
        InflowView? inflow = null;
        var (set, _) = await read.Find("latest", plant.Id.Network, null, cancel);
        if (plant.Kind == AssetKind.TreatmentPlant && set is not null && AssetSeriesReader.Read(set, network, plant, Quantity.Flow) is { } series) inflow = InflowView.Of(series);
        var profile = AssetProfile.Of(network, plant.Key, plant.Kind);
        var views = (await effluents.Read(plant.Key, cancel)).Select(e => EffluentView.Of(e, quantities.Of(e.Quantity), rules.LimitOf(profile, e.Quantity, clock.Now)?.BoundFor(e.Outlook.P50[0])));
        return Results.Ok(new PlantOutlookView(plant.Id.Value, inflow, [.. views]));
    }

    private static async Task<IResult> Tank(ForecastRead read, NetworkCatalogue catalogue, IRegistry registry, string id, CancellationToken cancel)
    {
        if (AssetEndpoints.FindAsset(registry, id) is not { } tank) return AssetEndpoints.NoAsset(id);
        if (tank.Kind != AssetKind.StorageTank) return Problems.Of(422, $"'{tank.Id}' is a {tank.Kind.WireName()}; expected a storage tank.");
        var (set, refusal) = await read.Find("latest", tank.Id.Network, null, cancel);
        if (set is null) return refusal!;
        if (catalogue.Find(tank.Id.Network) is not { } live || TankReader.Read(set, live.Compiled, tank) is not { } found) return Problems.NotFound($"The latest forecast has no level of '{tank.Id}'.");
        return Results.Ok(TankOutlookView.Of(tank.Id.Value, found));
    }
}

internal sealed record PlantOutlookView(string Plant, InflowView? Inflow, EffluentView[] Effluent);

/// <summary>m³/s.</summary>
internal sealed record InflowView(string IssuedAt, long[] Times, double?[] P10, double?[] P50, double?[] P90, double? CapacityM3s, string? Share80At, string? Share100At)
{
    public static InflowView Of(AssetSeries s)
    {
        string? From(double share) => s.Limit is { } capacity && Array.FindIndex(s.P50, v => v >= share * capacity) is >= 0 and var i ? s.Times[i].ToString() : null;
        static double?[] Values(float[] v) => [.. v.Select(x => WireNames.Finite(x))];
        return new InflowView(s.Forecast.Head.IssuedAt.ToString(), [.. s.Times.Select(t => t.UnixMilliseconds)], Values(s.P10), Values(s.P50), Values(s.P90), s.Limit, From(0.8), From(1));
    }
}

internal sealed record ScoreView(double? Mae, double? PersistenceMae, int N, double? Coverage)
{
    public static ScoreView Of(LeadScore s) => new(WireNames.Finite(s.MeanAbsoluteError), WireNames.Finite(s.PersistenceError), s.N, WireNames.Finite(s.Coverage));
}

internal sealed record EffluentView(string Quantity, string Unit, long[] Times, double?[] P10, double?[] P50, double?[] P90, double? Limit, ScoreView Score)
{
    public static EffluentView Of(EffluentSeries e, QuantityDefinition quantity, double? limit)
    {
        static double?[] Values(double[] v) => [.. v.Select(WireNames.Finite)];
        return new EffluentView(quantity.Name, quantity.Unit, [.. e.Times.Select(t => t.UnixMilliseconds)], Values(e.Outlook.P10), Values(e.Outlook.P50), Values(e.Outlook.P90), limit, ScoreView.Of(e.Outlook.Total));
    }
}

internal sealed record LevelBandView(double?[] P10, double?[] P50, double?[] P90, double? Limit);

internal sealed record TankOutlookView(string Tank, string IssuedAt, long[] Times, LevelBandView Level, double[] Volume, double? CapacityM3, string? FullAt, string? EarliestFullAt, double? RetentionMinutes, double? Dilution)
{
    public static TankOutlookView Of(string tank, TankOutlook o)
    {
        static double?[] Values(float[] v) => [.. v.Select(x => WireNames.Finite(x))];
        return new TankOutlookView(tank, o.Level.Forecast.Head.IssuedAt.ToString(), [.. o.Level.Times.Select(t => t.UnixMilliseconds)], new LevelBandView(Values(o.Level.P10), Values(o.Level.P50), Values(o.Level.P90), o.Level.Limit),
            o.Volume, o.Capacity, o.FullAt?.ToString(), o.EarliestFullAt?.ToString(), o.RetentionMinutes, o.Dilution);
    }
}
