using System.Security.Cryptography;
using System.Text;

namespace NbaStudio.Data;

/// <summary>SHA-256 of texts in order.</summary>
internal static class ContentHash
{
    /// <summary>In hexadecimal. Lengths go in too, so that no two different lists give the same bytes.</summary>
    public static string Of(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
