using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NbaStudio.Engine.Conditions;

/// <summary>A short text for all names of a scope and what they mean: what is right under one scope is right under every scope of the same fingerprint.</summary>
internal static class ScopeFingerprint
{
    /// <summary>SHA-256 in hexadecimal digits.</summary>
    public static string Of(ConditionScope scope)
    {
        var text = new StringBuilder();
        Add(text, scope.Attributes.Select(a => $"{Quoted(a.Key)}{a.Value}"));
        Add(text, scope.Aggregates.Select(a => string.Create(CultureInfo.InvariantCulture,
            $"{Quoted(a.Key)}{Quoted(a.Value.Name)}{a.Value.Function} {Quoted(a.Value.EventType)}{Quoted(a.Value.Property)}{Quoted(a.Value.Where)}{a.Value.Window.Ticks}")));
        Add(text, scope.Goals.Select(Quoted));
        Add(text, scope.Scores?.Select(Quoted) ?? ["any"]);
        Add(text, scope.Conditions.Select(c => Quoted(c.Key) + Quoted(c.Value)));
        Add(text, scope.Events.Select(e => Quoted(e.Key) + string.Concat(e.Value.Select(p => $"{Quoted(p.Key)}{p.Value},"))));
        foreach (var ids in new[] { scope.Objectives, scope.Groups, scope.Actions, scope.Treatments, scope.Channels })
        {
            Add(text, ids.Select(Quoted));
        }

        Add(text, [scope.AllowEvent ? "event" : "", Quoted(scope.EventType)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, IEnumerable<string> parts)
    {
        foreach (var part in parts)
        {
            text.Append(part).Append(';');
        }

        text.Append('\n');
    }

    // With its length in front, no two lists of names write the same text.
    private static string Quoted(string? name) => name is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{name.Length}:{name}");
}
