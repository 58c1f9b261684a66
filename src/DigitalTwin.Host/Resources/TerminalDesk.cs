using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Domain.Resources;
using DigitalTwin.Host.Facts;
using DigitalTwin.Ingest.Jt808;

namespace DigitalTwin.Host.Resources;

/// <summary>What terminals say, and who they are.</summary>
internal sealed class TerminalDesk(FactBook<Terminal> terminals, FactBook<Resource> resources, ResourceTracks tracks, TimeProvider time) : ITerminals
{
    /// <summary>Unknown numbers that are remembered, to be registered by a click; of more, the longest silent is forgotten.</summary>
    private const int MostUnknown = 200;
    /// <summary>A place from a clock that is wrong by more is not believed.</summary>
    private static readonly TimeSpan AheadAllowed = TimeSpan.FromMinutes(10), BehindAllowed = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, Unknown> _unknown = new();
    private readonly ConcurrentDictionary<string, long> _lastAt = new();
    private readonly ConcurrentDictionary<string, int> _online = new();

    public sealed record Unknown(string Phone, string? From, string? Plate, long LastAt, int Count);

    public IEnumerable<Unknown> Refusals => _unknown.Values.OrderByDescending(u => u.LastAt);

    public bool IsOnline(string phone) => _online.GetValueOrDefault(phone) > 0;

    public long? LastAt(string phone) => _lastAt.TryGetValue(phone, out var at) ? at : null;

    public void Forget(string phone) => _unknown.TryRemove(phone, out _);

    public async Task<string?> Register(string phone, string plate, string? from)
    {
        if (terminals.Find(phone) is not { } terminal || terminal.Plate is { } expected && !plate.Contains(expected, StringComparison.OrdinalIgnoreCase))
        {
            Note(phone, from, plate);
            return null;
        }
        // A new code each time: whoever had the old one is out.
        var code = RandomNumberGenerator.GetHexString(16, true);
        await terminals.Change(phone, t => t is null ? null : t with { Code = code });
        return code;
    }

    public bool IsAuthentic(string phone, string code) =>
        terminals.Find(phone)?.Code is { } kept && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept), Encoding.ASCII.GetBytes(code));

    public void Refused(string phone, string? from)
    {
        if (terminals.Find(phone) is null) Note(phone, from, null);
    }

    public void Take(string phone, IReadOnlyList<Location> locations)
    {
        var now = time.GetUtcNow();
        _lastAt[phone] = now.ToUnixTimeMilliseconds();
        var resource = resources.All.FirstOrDefault(r => r.Terminal == phone);
        foreach (var l in locations)
        {
            var age = now - l.At.ToDateTimeOffset();
            if (resource is null || !l.IsFixed || age < -AheadAllowed || age > BehindAllowed) continue;
            tracks.Add(resource.Id, new(l.At.UnixMilliseconds, l.Position, l.SpeedKmh, l.Heading));
        }
    }

    public void Online(string phone, bool isOnline) => _online.AddOrUpdate(phone, isOnline ? 1 : 0, (_, n) => Math.Max(0, n + (isOnline ? 1 : -1)));

    private void Note(string phone, string? from, string? plate)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        _unknown.AddOrUpdate(phone, new Unknown(phone, from, plate, now, 1), (_, u) => new(phone, from, plate ?? u.Plate, now, u.Count + 1));
        if (_unknown.Count > MostUnknown && _unknown.Values.MinBy(u => u.LastAt) is { } oldest) _unknown.TryRemove(oldest.Phone, out _);
    }
}
