using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Serving;

/// <summary>Tracking tokens: 128 bits that only the hub can make (a keyed hash of decision and treatment), so that the same decision gives the same token again. Stored hashed.</summary>
public static class TrackingTokens
{
    /// <summary>Characters of a token.</summary>
    public const int Length = 22;

    public static string Make(ReadOnlySpan<byte> secret, DecisionId decision, int treatmentKey)
    {
        var text = Encoding.UTF8.GetBytes($"tracking\n{decision}\n{treatmentKey}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(secret, text).AsSpan(0, 16));
    }

    /// <summary>What is stored of a token: its SHA-256.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whether a text can be a token at all.</summary>
    public static bool IsWellFormed(string? token) => token is { Length: Length } && Base64Url.IsValid(token);
}
