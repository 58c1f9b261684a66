using System.Security.Cryptography;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Background;

namespace DigitalTwin.Host.Auth;

/// <summary>A key of a machine as it is kept. Times in Unix ms, wall time.</summary>
/// <param name="Sha256">Of the secret, in hexadecimal; the secret itself is nowhere.</param>
/// <param name="ExpiresAt">When it stops being taken; null for never.</param>
/// <param name="Replaces">The key that it was rotated from.</param>
internal sealed record MachineKey(string Id, string Name, string Sha256, string[] Scopes, string MadeBy, long MadeAt, long? ExpiresAt, long? LastUsedAt, bool IsRevoked, string? Replaces);

/// <summary>Keys that administrators made for machines. Every version of one is a fact; other hosts of a cluster find it within the pause.</summary>
internal sealed class KeyBook(IFactLog facts, TimeProvider time, ILogger<KeyBook> log) : BackgroundService
{
    private const string Stream = "keys";
    public const int Most = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    /// <summary>A use is written down at most this often.</summary>
    private static readonly TimeSpan UseStep = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _used = [];
    private volatile IReadOnlyDictionary<string, MachineKey> _keys = new Dictionary<string, MachineKey>();

    public event Action? Changed;

    public IEnumerable<MachineKey> All => _keys.Values.Select(k => k with { LastUsedAt = _used.TryGetValue(k.Id, out var at) ? at : k.LastUsedAt }).OrderBy(k => k.MadeAt);

    public MachineKey? Get(string id) => _keys.GetValueOrDefault(id);

    public bool IsGood(string id) => Get(id) is { } key && IsGood(key);

    public ApiKey? Find(ReadOnlySpan<byte> hash)
    {
        MachineKey? found = null;
        foreach (var key in _keys.Values)
            if (CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(key.Sha256)) && IsGood(key)) found = key;
        if (found is null) return null;
        _used[found.Id] = Now;
        return new(found.Name, Convert.FromHexString(found.Sha256), found.Scopes, found.Id);
    }

    /// <summary>Makes a key, and says the secret, which nobody can say again. Where it replaces one, that one ends at <paramref name="endsAt"/>.</summary>
    public async Task<(MachineKey Key, string Secret)> Make(string name, string[] scopes, string by, long? expiresAt, string? replaces = null, long? endsAt = null)
    {
        var secret = "twk_" + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = new MachineKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), name, Convert.ToHexStringLower(ApiKeys.Hash(secret)), scopes, by, Now, expiresAt, null, false, replaces);
        await Save(key);
        if (replaces is not null && Get(replaces) is { } old) await Save(old with { ExpiresAt = old.ExpiresAt is { } earlier ? Math.Min(earlier, endsAt ?? earlier) : endsAt });
        return (key, secret);
    }

    public Task Revoke(MachineKey key) => Save(key with { IsRevoked = true });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken); // Before the first request.
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Run(time, Pause, log, "Keys could not be read", async cancel =>
    {
        await Load(cancel);
        foreach (var (id, at) in _used)
            if (Get(id) is { } key && at - (key.LastUsedAt ?? 0) > UseStep.TotalMilliseconds) await Save(key with { LastUsedAt = at });
    }, stoppingToken);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private bool IsGood(MachineKey key) => !key.IsRevoked && !(key.ExpiresAt <= Now);

    private async Task Save(MachineKey key)
    {
        var now = new Instant(Now);
        await facts.Append(Stream, key.Id, now, now, JsonSerializer.SerializeToUtf8Bytes(key, JsonSerializerOptions.Web));
        await Load(default);
        Changed?.Invoke();
    }

    private async Task Load(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            _keys = (await facts.LatestPerSubject(Stream, null, cancel)).ToDictionary(f => f.Subject, f => JsonSerializer.Deserialize<MachineKey>(f.Body.Span, JsonSerializerOptions.Web)!);
        }
        finally
        {
            _gate.Release();
        }
    }
}
