using System.Globalization;

namespace NbaStudio.Engine.Policies.Json;

/// <summary>Places in a document: names joined by slashes, items by their id or name, else by their position from 0.</summary>
internal static class Paths
{
    public static string Join(string path, string segment) => path.Length == 0 ? segment : path + "/" + segment;

    public static string Segment(string? identity, int index) =>
        string.IsNullOrWhiteSpace(identity) ? index.ToString(CultureInfo.InvariantCulture) : identity.Length > 64 ? identity[..64] : identity;

    public static string Item(string path, string? identity, int index) => Join(path, Segment(identity, index));
}
