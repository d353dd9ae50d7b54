using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>What validators look at, and where they report.</summary>
internal sealed class ValidationContext
{
    public ValidationContext(PolicyDocument document)
    {
        Document = document;
        Index = DocumentIndex.Of(document);
        Prepared = new PreparedDocument(Index, Issues);
    }

    public PolicyDocument Document { get; }

    public DocumentIndex Index { get; }

    /// <summary>Scopes for expressions; mistakes of named conditions and of filters of aggregates are reported by making it.</summary>
    public PreparedDocument Prepared { get; }

    public IssueList Issues { get; } = new();

    /// <summary>Reports a reference to something that does not exist.</summary>
    /// <returns>Whether it exists.</returns>
    public bool Refers(string kind, string id, IReadOnlyDictionary<string, int> known, string path)
    {
        if (known.ContainsKey(id))
        {
            return true;
        }

        Issues.Error("reference.unknown", path, NearestName.Find(id, known.Keys), kind, id);
        return false;
    }

    /// <summary>Reports what is wrong with a scope.</summary>
    /// <returns>Whether the scope is usable.</returns>
    public bool Scope(ScopeDocument scope, string path)
    {
        var before = Issues.Count;
        (string Kind, string? Id, IReadOnlyDictionary<string, int> Known)[] parts =
        [
            ("objective", scope.Objective, Index.ObjectiveIds), ("group", scope.Group, Index.GroupIds), ("action", scope.Action, Index.ActionIds),
            ("treatment", scope.Treatment, Index.TreatmentIds), ("channel", scope.Channel, Index.ChannelIds),
        ];
        var named = parts.Where(p => p.Id is not null).ToList();
        if (named.Count > 1)
        {
            Issues.Error("scope.several", path, null, string.Join(", ", named.Select(p => p.Kind)));
        }

        foreach (var (kind, id, known) in named)
        {
            Refers(kind, id!, known, $"{path}/{kind}");
        }

        var usable = Issues.Count == before;
        if (usable && named.Count == 1 && !Index.TreatmentsIn(scope).Any())
        {
            Issues.Warning("scope.empty", path, null);
        }

        return usable;
    }
}
