using System.Security.Cryptography;
using System.Text;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>Lets a refusal survive erasure without keeping who refused: a keyed hash (HMAC-SHA-256) of an id or address.</summary>
public static class OptOutHash
{
    /// <summary>Least bytes of the key.</summary>
    public const int MinimumKeyBytes = 16;

    /// <summary>The hash as 64 lower-case hexadecimal digits. Case, width and outer blanks of the value do not matter.</summary>
    /// <param name="key">Secret of the workspace, at least <see cref="MinimumKeyBytes"/> bytes.</param>
    /// <param name="kind">alias, or the id of the channel whose address it is.</param>
    /// <param name="value">The id or address.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public static string Compute(ReadOnlySpan<byte> key, string kind, string value)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(value);
        if (key.Length < MinimumKeyBytes)
        {
            throw new ArgumentException($"The key has {key.Length} bytes; at least {MinimumKeyBytes} are needed.", nameof(key));
        }

        var text = TextValue.Fold(kind) + "\n" + TextValue.Fold(value.Trim());
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
