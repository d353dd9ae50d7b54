using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NbaStudio.Security.Accounts;

/// <summary>Time-based one-time codes as RFC 6238 and every authenticator app have them: SHA-1, six digits, 30 seconds.</summary>
public static class Totp
{
    public const int KeyBytes = 20;
    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string CodeOf(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The standard's algorithm; authenticator apps know no other reliably, and HMAC does not rest on collisions.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D" + Digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The step that a code belongs to, one either side of now allowed; null where it is wrong or not later than the last one used.</summary>
    public static long? Match(byte[] key, string code, DateTimeOffset now, long lastStep)
    {
        ArgumentNullException.ThrowIfNull(code);
        var digits = new string([.. code.Where(char.IsAsciiDigit)]);
        if (digits.Length != Digits)
        {
            return null;
        }

        long? found = null;
        var step = StepAt(now);
        for (var at = step - 1; at <= step + 1; at++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeOf(key, at)), System.Text.Encoding.ASCII.GetBytes(digits)) && at > lastStep)
            {
                found = at;
            }
        }

        return found;
    }

    /// <summary>The key as people type it.</summary>
    public static string Base32(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bits = string.Concat(key.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(5).Select(five => Alphabet[Convert.ToInt32(new string(five).PadRight(5, '0'), 2)]));
    }

    /// <summary>The address that an authenticator app reads from the picture.</summary>
    public static string Address(string account, byte[] key) =>
        $"otpauth://totp/NBA%20Studio:{Uri.EscapeDataString(account)}?secret={Base32(key)}&issuer=NBA%20Studio";
}
