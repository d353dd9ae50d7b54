using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Keys;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks ids and names: usable, and each once in the workspace for its kind, whatever the case of its letters.</summary>
internal sealed class IdentityValidator : IPolicyValidator
{
    internal const int MaximumLength = 64;

    public void Validate(ValidationContext context)
    {
        var seen = new Dictionary<(string, string), string>();
        foreach (var item in DocumentIndex.Of(context.Document).Keyed.Where(i => i.Id.Length > 0))
        {
            Check(item.Kind, item.Id, item.Path, seen, context.Issues);
        }

        foreach (var (channel, path) in context.Index.Channels)
        {
            CheckEach("placement", channel.Placements.Select(p => p.Name), path + "/placements", context.Issues);
        }

        foreach (var (item, path) in DocumentIndex.Locate(context.Document.Events, "events", e => e.Type))
        {
            CheckEach("property", item.Properties.Select(p => p.Name), path + "/properties", context.Issues);
        }

        foreach (var (model, path) in DocumentIndex.Locate(context.Document.TextModels, "textModels", m => m.Name))
        {
            CheckEach("label", model.Labels.Select(l => l.Id), path + "/labels", context.Issues);
        }
    }

    private static void CheckEach(string kind, IEnumerable<string> names, string path, IssueList issues)
    {
        var seen = new Dictionary<(string, string), string>();
        foreach (var name in names.Where(n => n.Length > 0))
        {
            Check(kind, name, Json.Paths.Item(path, name, 0), seen, issues);
        }
    }

    private static void Check(string kind, string id, string path, Dictionary<(string, string), string> seen, IssueList issues)
    {
        var isName = kind is "attribute" or "aggregate" or "score" or "goal" or "property";
        if (isName ? !IsName(id) : !IsId(id))
        {
            issues.Error(isName ? "name.format" : "id.format", path, null, id);
        }

        if (!seen.TryAdd((kind, id.ToUpperInvariant()), path))
        {
            issues.Error("id.duplicate", path, null, kind, id, seen[(kind, id.ToUpperInvariant())]);
        }
    }

    /// <summary>Whether a text can be the name of an attribute or property.</summary>
    internal static bool IsName(string name) =>
        name.Length is >= 1 and <= MaximumLength && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static bool IsId(string id) =>
        id.Length is >= 1 and <= MaximumLength && !char.IsWhiteSpace(id[0]) && !char.IsWhiteSpace(id[^1])
        && !id.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '"' or '\'' or '/' or '\\' or '{' or '}' or '<' or '>');
}
