using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Host.Configuration;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Auth;

/// <summary>A key by its hash, who it stands for and what it may do.</summary>
/// <param name="Id">Of a key that administrators made; null for those of the configuration and of the data folder.</param>
internal sealed record ApiKey(string Name, byte[] Hash, IReadOnlyList<string> Scopes, string? Id = null);

/// <summary>The keys that this host takes: those of the configuration, and those that administrators made. Only hashes are kept, and compared in a time that tells nothing.</summary>
internal sealed class ApiKeys
{
    public const string BootstrapVariable = "DIGITALTWIN_BOOTSTRAP_KEY";
    public const int ShortestKey = 16;
    public const string IdClaim = "key";

    private readonly List<ApiKey> _keys = [];
    private readonly KeyBook _book;

    public ApiKeys(IOptions<TwinOptions> options, IConfiguration configuration, KeyBook book)
    {
        _book = book;
        if (configuration[BootstrapVariable] is { Length: > 0 } bootstrap)
        {
            if (bootstrap.Length < ShortestKey) throw new InvalidOperationException($"{BootstrapVariable} is shorter than {ShortestKey} characters.");
            Add("bootstrap", bootstrap, Scopes.All);
        }
        foreach (var key in options.Value.Keys)
        {
            var unknown = key.Scopes.Except(Scopes.All).ToArray();
            if (unknown.Length > 0) throw new InvalidOperationException($"Key '{key.Name}' has unknown scopes {string.Join(", ", unknown)}; expected some of {string.Join(", ", Scopes.All)}.");
            if (key.Sha256.Length != 64) throw new InvalidOperationException($"Key '{key.Name}' needs Sha256, 64 hexadecimal digits.");
            _keys.Add(new ApiKey(key.Name, Convert.FromHexString(key.Sha256), key.Scopes));
        }
    }

    /// <summary>Raised after a key was made, rotated or revoked.</summary>
    public event Action? Changed
    {
        add => _book.Changed += value;
        remove => _book.Changed -= value;
    }

    public void Add(string name, string key, IReadOnlyList<string> scopes) => _keys.Add(new ApiKey(name, Hash(key), scopes));

    public ApiKey? Find(string presented)
    {
        var hash = Hash(presented);
        ApiKey? found = null;
        foreach (var key in _keys)
            if (CryptographicOperations.FixedTimeEquals(hash, key.Hash)) found = key;
        return found ?? _book.Find(hash);
    }

    /// <summary>Whether the key by which this caller came is one still.</summary>
    public bool IsGood(ClaimsPrincipal caller) => caller.FindFirstValue(IdClaim) is not { } id || _book.IsGood(id);

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
