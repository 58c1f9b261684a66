using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>Seals secrets of webhooks, which must be read again to sign with.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _seal = protection.CreateProtector("DigitalTwin.Webhooks");

    public (string Secret, string Sealed) New()
    {
        var secret = "whs_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (secret, _seal.Protect(secret));
    }

    public string Open(string secret) => _seal.Unprotect(secret);
}
