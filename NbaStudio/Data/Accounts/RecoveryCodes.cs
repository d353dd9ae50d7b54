using System.Security.Cryptography;
using System.Text;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>Codes for the day when the device with the second factor is lost. Shown once, stored hashed, each works once.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;

    /// <summary>Makes ten new ones; the old ones work no more.</summary>
    public static IReadOnlyList<string> Renew(Account account)
    {
        // 31 characters, ten of them: 49 bits, guessed at five tries a quarter of an hour.
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10)).Select(code => $"{code[..5]}-{code[5..]}").ToList();
        account.RecoveryHashes = string.Join(',', codes.Select(Hash));
        return codes;
    }

    public static bool Redeem(Account account, string typed)
    {
        var hashes = account.RecoveryHashes.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!hashes.Remove(Hash(typed.Trim().ToLowerInvariant())))
        {
            return false;
        }

        account.RecoveryHashes = string.Join(',', hashes);
        return true;
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
