using System.Text.Json;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Live.Wording;

/// <summary>Maps that came, went or differ as a whole. Pure.</summary>
internal static class Maps
{
    /// <summary>The differences of two maps entry by entry.</summary>
    public static IEnumerable<PolicyFieldDifference> Open(string path, JsonElement? before, JsonElement? after) => Names(before).Union(Names(after)).Select(name =>
        new PolicyFieldDifference($"{path}/{name}", Member(before, name), Member(after, name)));

    private static IEnumerable<string> Names(JsonElement? map) => map is { ValueKind: JsonValueKind.Object } known ? known.EnumerateObject().Select(p => p.Name) : [];

    private static string? Member(JsonElement? map, string name) => map is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) ? value.GetRawText() : null;
}
