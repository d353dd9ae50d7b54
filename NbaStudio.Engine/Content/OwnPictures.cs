namespace NbaStudio.Engine.Content;

/// <summary>Addresses of pictures that the hub itself keeps: a path, and the SHA-256 of the bytes in lower-case hexadecimal. Any other path is the site's own.</summary>
public static class OwnPictures
{
    /// <summary>What stands before the hash.</summary>
    public const string Start = "/pictures/";

    private const int Digits = 64;

    public static bool Is(string? address) =>
        address?.Length == Start.Length + Digits && address.StartsWith(Start, StringComparison.Ordinal) && address.AsSpan(Start.Length).IndexOfAnyExceptInRange('0', 'f') < 0
        && !address.AsSpan(Start.Length).ContainsAnyInRange(':', '`');
}
