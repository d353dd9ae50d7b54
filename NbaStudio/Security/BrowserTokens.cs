using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using NbaStudio.Configuration;

namespace NbaStudio.Security;

/// <summary>Makes and reads the tokens that browsers of customers hold. Encrypted and signed; nothing is stored.</summary>
public sealed class BrowserTokens(IDataProtectionProvider protection, WallClock clock)
{
    public const string Prefix = "nbt_";

    /// <summary>How long a token works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _protector = protection.CreateProtector("NbaStudio.BrowserToken.v1");

    public (string Text, DateTimeOffset ExpiresAt) Issue(string customerId, string channel, string origin)
    {
        var token = new BrowserToken(customerId, channel, origin, clock.Time.GetUtcNow() + Lifetime);
        return (Prefix + Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(token))), token.ExpiresAt);
    }

    /// <summary>What a token is bound to, or null where it is forged, damaged or expired.</summary>
    public BrowserToken? Read(string text)
    {
        if (text.Length > 4096 || !text.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(text.AsSpan(Prefix.Length)))
        {
            return null;
        }

        try
        {
            var token = JsonSerializer.Deserialize<BrowserToken>(_protector.Unprotect(Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length))));
            return token is not null && token.ExpiresAt > clock.Time.GetUtcNow() ? token : null;
        }
        catch (CryptographicException)
        {
            // Not one of ours: the same answer as for an expired one.
            return null;
        }
    }
}
