using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.DataQuality;

/// <summary>One setting of limits: who, when, and what; null limits took an earlier setting away.</summary>
public sealed record LimitSetting(LimitScope Scope, SeriesLimits? Limits, string By, Instant At);

/// <summary>Limits that somebody set, kept as facts; before anything is taken in they hold again.</summary>
public sealed class LimitBook(IFactLog facts, IRegistry registry, SeriesSettings settings, TimeProvider time) : IHostedService
{
    public const string Stream = "quality.limits";
    private const int MostSettings = 10_000;
    // A limit that is not tested is NaN, and the newest reading may be without bound.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private readonly ConcurrentDictionary<LimitScope, LimitSetting> _current = new();

    /// <summary>The settings in force.</summary>
    public IEnumerable<LimitSetting> Current => _current.Values;

    public LimitSetting? Find(LimitScope scope) => _current.GetValueOrDefault(scope);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fact in await facts.LatestPerSubject(Stream, null, cancellationToken))
            if (Open(fact) is { } setting) Apply(setting);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Durable, and in force, when it completes; null lets the next wider scope hold again.</summary>
    public async Task<LimitSetting> Set(LimitScope scope, SeriesLimits? limits, string by)
    {
        var now = Instant.From(time.GetUtcNow());
        var asset = scope.IsAsset ? registry.Find(scope.Asset)!.Id.Value : null;
        var kept = new Kept(asset, scope.Quantity.Code, limits, scope.Kind, by);
        await facts.Append(Stream, $"{asset ?? scope.Kind?.WireName() ?? "*"}/{scope.Quantity.Code}", now, now, JsonSerializer.SerializeToUtf8Bytes(kept, Options), CancellationToken.None);
        var setting = new LimitSetting(scope, limits, by, now);
        Apply(setting);
        return setting;
    }

    /// <summary>All settings of a quantity, whatever their scope, the newest first.</summary>
    public async Task<IReadOnlyList<LimitSetting>> History(Quantity quantity, CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, new Instant(long.MaxValue), MostSettings, cancel)).Select(Open).OfType<LimitSetting>().Where(s => s.Scope.Quantity == quantity).Reverse()];

    private void Apply(LimitSetting setting)
    {
        if (setting.Limits is null) _current.TryRemove(setting.Scope, out _);
        else _current[setting.Scope] = setting;
        settings.SetLimits(setting.Scope, setting.Limits);
    }

    private LimitSetting? Open(Fact fact)
    {
        if (JsonSerializer.Deserialize<Kept>(fact.Body.Span, Options) is not { } kept) return null;
        var quantity = new Quantity(kept.Quantity);
        LimitScope? scope = kept.Asset is { } id
            ? AssetId.IsValid(id) && registry.Find(new AssetId(id)) is { } asset ? LimitScope.At(asset.Key, quantity) : null
            : kept.Kind is { } kind ? LimitScope.Of(kind, quantity) : LimitScope.Everywhere(quantity);
        return scope is { } where ? new LimitSetting(where, kept.Limits, kept.By ?? "", fact.KnownAt) : null;
    }

    private sealed record Kept(string? Asset, ushort Quantity, SeriesLimits? Limits, AssetKind? Kind = null, string? By = null);
}
