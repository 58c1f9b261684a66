using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.DataQuality;

/// <summary>Limits that somebody set for one asset, kept as facts; before anything is taken in they hold again.</summary>
public sealed class LimitBook(IFactLog facts, IRegistry registry, SeriesSettings settings, TimeProvider time) : IHostedService
{
    public const string Stream = "quality.limits";
    // A limit that is not tested is NaN, and the newest reading may be without bound.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fact in await facts.LatestPerSubject(Stream, null, cancellationToken))
            if (JsonSerializer.Deserialize<Kept>(fact.Body.Span, Options) is { } kept && AssetId.IsValid(kept.Asset) && registry.Find(new AssetId(kept.Asset)) is { } asset)
                settings.SetLimits(asset.Key, new Quantity(kept.Quantity), kept.Limits);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Durable, and in force, when it completes; null takes the asset's own limits away.</summary>
    public async Task Set(AssetEntry asset, Quantity quantity, SeriesLimits? limits)
    {
        var now = Instant.From(time.GetUtcNow());
        await facts.Append(Stream, $"{asset.Id.Value}/{quantity.Code}", now, now, JsonSerializer.SerializeToUtf8Bytes(new Kept(asset.Id.Value, quantity.Code, limits), Options), CancellationToken.None);
        settings.SetLimits(asset.Key, quantity, limits);
    }

    private sealed record Kept(string Asset, ushort Quantity, SeriesLimits? Limits);
}
