using System.Security.Cryptography;
using DigitalTwin.Domain.Devices;
using Microsoft.AspNetCore.DataProtection;

namespace DigitalTwin.Host.Devices;

/// <summary>Secrets of devices under ASP.NET Core Data Protection (AES-256-CBC with HMAC), whose keys lie in <c>keys/</c> of the data folder.</summary>
/// <remarks>
/// Guards a copy or backup of the database without that folder. Whoever can read the whole data folder (0700, its owner) can read the secrets;
/// a site with a key vault or certificate protects the key folder itself with it.
/// </remarks>
internal sealed class DataProtectionSecrets(IDataProtectionProvider provider) : ISecretProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("DigitalTwin.Devices.v1");

    public string Protect(string secret) => _protector.Protect(secret);

    public string? Unprotect(string kept)
    {
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
