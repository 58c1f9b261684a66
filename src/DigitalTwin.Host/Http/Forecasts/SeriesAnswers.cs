using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Forecasts.Answers;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.Forecasts;

internal sealed record NudgeView(string At, double Before, double After);

/// <summary>One asset's forecast. Bands are the median where a forecast has one member only.</summary>
internal sealed record SeriesView(string Asset, string Quantity, string Unit, string IssuedAt, long[] Times, double?[] P10, double?[] P50, double?[] P90, double? Limit, NudgeView? Nudge);

internal sealed class SeriesAnswers(NetworkCatalogue catalogue, QuantityCatalogue quantities)
{
    private const string Expected = "level, flow, overflow, or inflow of a plant";

    public IResult Of(ForecastSet set, AssetEntry asset, string? name)
    {
        if (catalogue.Find(asset.Id.Network) is not { } live) return ForecastRead.NoNetwork(asset.Id.Network);
        Quantity? quantity = name switch { "level" => Quantity.Level, "flow" or "inflow" => Quantity.Flow, "overflow" => Quantity.Overflow, _ => null };
        if (quantity is not { } wanted) return Problems.BadField("quantity", $"quantity is '{name}'; expected {Expected}.");
        if (AssetSeriesReader.Read(set, live.Compiled, asset, wanted) is not { } series)
        {
            // What never overflows has no column of it.
            if (wanted != Quantity.Overflow || AssetSeriesReader.Read(set, live.Compiled, asset, Quantity.Level) is not { } level)
                return Problems.NotFound($"The forecast has no {name} of '{asset.Id}'; expected {Expected}, of an asset of the sewers that are forecast.");
            var zeros = new float[level.Times.Count];
            series = new AssetSeries(level.Forecast, wanted, level.Times, zeros, zeros, zeros, null);
        }
        var definition = quantities.Of(wanted);
        static double?[] Values(float[] v) => [.. v.Select(x => WireNames.Finite(x))];
        return Results.Ok(new SeriesView(asset.Id.Value, name!, definition.Unit, series.Forecast.Head.IssuedAt.ToString(), [.. series.Times.Select(t => t.UnixMilliseconds)], Values(series.P10), Values(series.P50), Values(series.P90),
            series.Limit, series.NudgeOf(asset.Id.Value, definition.Name) is { } n ? new NudgeView(n.At.ToString(), n.Before, n.After) : null));
    }
}
