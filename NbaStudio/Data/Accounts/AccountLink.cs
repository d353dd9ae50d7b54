using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>The one-time link with which a person chooses a password: 256 random bits, stored hashed, good for a week.</summary>
internal static class AccountLink
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Opens a link, closing any other of the account; the token is seen here only.</summary>
    public static string Open(Account account, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        (account.LinkHash, account.LinkExpiresAt) = (Hash(token), now + Lifetime);
        return token;
    }

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
