using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NbaStudio.Data;

/// <summary>The written form of an API key: nba_(id)_(256 random bits). Only its hash is stored.</summary>
internal static class ApiKeySecret
{
    private const string Prefix = "nba_";
    private const int IdLength = 10;

    public static (string Id, string Secret, byte[] Hash) Create()
    {
        var id = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", IdLength);
        var secret = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        return (id, secret, Hash(secret));
    }

    // 256 random bits cannot be guessed, so a fast hash is enough.
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static string? IdOf(string secret) =>
        secret.Length is > 14 and < 100 && secret.StartsWith(Prefix, StringComparison.Ordinal) && secret[Prefix.Length + IdLength] == '_' ? secret.Substring(Prefix.Length, IdLength) : null;
}
