using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;

namespace DigitalTwin.Host.Retention;

/// <summary>The holds that keep readings from being dropped: facts, the open ones in memory. Safe from any thread.</summary>
internal sealed class HoldBook(IFactLog facts, IRegistry registry, QuantityCatalogue quantities, CityClock clock)
{
    public const string Stream = "holds";

    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile IReadOnlyList<Hold>? _open;

    /// <summary>The same list until a hold is placed or ended.</summary>
    /// <exception cref="InvalidOperationException">They were not read yet.</exception>
    public IReadOnlyList<Hold> Open => _open ?? throw new InvalidOperationException("The holds have not been read yet.");

    /// <summary>Reads them from the fact log; before anything is dropped.</summary>
    public async Task Load(CancellationToken cancel)
    {
        var records = (await facts.LatestPerSubject(Stream, null, cancel)).Select(f => JsonSerializer.Deserialize<HoldRecord>(f.Body.Span, JsonSerializerOptions.Web)!);
        _open = [.. records.Where(r => r.EndedBy is null).Select(Read)];
    }

    public async Task<Hold> Place(AssetEntry? asset, Quantity? quantity, Instant from, Instant to, string why, string who, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            var hold = new Hold($"H{clock.Now.UnixMilliseconds}-{Open.Count + 1}", asset?.Key, quantity, from, to, why);
            await Write(hold, asset, who, null, cancel);
            _open = [.. Open, hold];
            return hold;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>False where no such hold is open.</summary>
    public async Task<bool> End(string id, string who, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (Open.FirstOrDefault(h => h.Id == id) is not { } hold) return false;
            await Write(hold, hold.Asset is { } key ? registry.Find(key) : null, who, who, cancel);
            _open = [.. Open.Where(h => h.Id != id)];
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    private Task Write(Hold hold, AssetEntry? asset, string who, string? endedBy, CancellationToken cancel)
    {
        var record = new HoldRecord(hold.Id, asset?.Id.Value, hold.Asset?.Value, hold.Quantity is { } q ? quantities.Of(q).Name : null, hold.Quantity?.Code, hold.From.UnixMilliseconds, hold.To.UnixMilliseconds, hold.Why, who, endedBy);
        return facts.Append(Stream, hold.Id, clock.Now, clock.Now, JsonSerializer.SerializeToUtf8Bytes(record, JsonSerializerOptions.Web), cancel);
    }

    private static Hold Read(HoldRecord r) => new(r.Id, r.Key is { } key ? new AssetKey(key) : null, r.Code is { } code ? new Quantity(code) : null, new Instant(r.From), new Instant(r.To), r.Why);

    private sealed record HoldRecord(string Id, string? Asset, int? Key, string? Quantity, ushort? Code, long From, long To, string Why, string Who, string? EndedBy);
}
