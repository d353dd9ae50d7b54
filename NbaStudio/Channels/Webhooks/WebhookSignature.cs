using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NbaStudio.Channels.Webhooks;

/// <summary>Signs a webhook: HMAC-SHA256 over the time stamp, a point and the body, so that a receiver can refuse forged and old calls.</summary>
public static class WebhookSignature
{
    public const string Header = "X-Nba-Signature";
    public const string TimestampHeader = "X-Nba-Timestamp";

    /// <summary>Text of the signature header: v1=, then hexadecimal.</summary>
    /// <param name="timestamp">Seconds since 1970 UTC.</param>
    public static string Make(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
