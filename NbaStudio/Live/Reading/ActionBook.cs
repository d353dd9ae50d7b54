using NbaStudio.Engine.Policies;

namespace NbaStudio.Live.Reading;

/// <summary>Objectives, groups, actions and treatments of a policy, to be edited. Immutable and thread safe.</summary>
/// <param name="document">The policy.</param>
/// <param name="change">The change that makes it so; null = the newest revision.</param>
public sealed class ActionBook(PolicyDocument document, string? change)
{
    private static readonly string[] Levels = ["objective", "group", "action", "treatment"];

    private readonly Lazy<Dictionary<(string, string), PolicyItem>> _items = new(() =>
        PolicyItems.Split(document).Where(i => Levels.Contains(i.Kind)).ToDictionary(i => (i.Kind, i.Id)));

    public PolicyDocument Document => document;

    public string? Change => change;

    /// <summary>The item without what hangs under it; null when there is none.</summary>
    public PolicyItem? Find(string kind, string id) => _items.Value.GetValueOrDefault((kind, id));

    /// <summary>Items of a kind, in the order of the policy.</summary>
    public IEnumerable<PolicyItem> All(string kind) => _items.Value.Values.Where(i => i.Kind == kind);

    /// <summary>What hangs right under an item.</summary>
    public IEnumerable<PolicyItem> Under(PolicyItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var at = Array.IndexOf(Levels, item.Kind);
        return at is < 0 or 3 ? [] : _items.Value.Values.Where(i => i.Kind == Levels[at + 1] && i.Parent == item.Id);
    }

    /// <summary>Ids from the objective down, joined by "/"; null when there is no such item.</summary>
    public string? PathOf(string kind, string id)
    {
        var (ids, at) = (new List<string>(), Array.IndexOf(Levels, kind));
        for (string? next = id; at >= 0; at--)
        {
            if (next is null || Find(Levels[at], next) is not { } item)
            {
                return null;
            }

            ids.Insert(0, item.Id);
            next = item.Parent;
        }

        return ids.Count == 0 ? null : string.Join('/', ids);
    }

    /// <summary>Kind of the item at a path, by its depth; null where a path is too long.</summary>
    public static string? KindOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var depth = path.Count(c => c == '/');
        return depth < Levels.Length ? Levels[depth] : null;
    }
}
