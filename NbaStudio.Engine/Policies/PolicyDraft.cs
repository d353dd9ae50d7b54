namespace NbaStudio.Engine.Policies;

/// <summary>A set of edits brought onto a revision. Edits in conflict are left out of the document.</summary>
/// <param name="Document">The document; null when the items do not make one.</param>
/// <param name="Issues">Why there is no document.</param>
/// <param name="Conflicts">Edits that somebody has to decide about, in the order of kind and handle.</param>
/// <param name="Items">The items of the document in its order.</param>
public sealed record PolicyDraft(
    PolicyDocument? Document, IReadOnlyList<PolicyIssue> Issues, IReadOnlyList<PolicyConflict> Conflicts, IReadOnlyList<PolicyDraftItem> Items)
{
    /// <summary>The item as the edits would have it, those in conflict included; null when there is none.</summary>
    public PolicyDraftItem? Find(string kind, string id)
    {
        var conflict = Conflicts.FirstOrDefault(c => c.Edit.Kind == kind && (c.Id == id || c.Edit.Handle == id));
        if (conflict is not null && conflict.Mine is { } mine)
        {
            return new PolicyDraftItem(kind, conflict.Id, conflict.Edit.Handle, conflict.Edit.Parent, 0, mine, conflict.Edit, conflict.Base is null);
        }

        return conflict is not null ? null : Items.FirstOrDefault(i => i.Kind == kind && i.Id == id);
    }
}

/// <summary>One item of a draft.</summary>
/// <param name="Id">Its id now; a context weight's key, or its handle while it has none.</param>
/// <param name="Handle">Its name in edits.</param>
/// <param name="Parent">Handle of what it belongs under; null for items that belong to the document.</param>
/// <param name="Position">Place among its siblings, from 0.</param>
/// <param name="Json">Canonical JSON without its children.</param>
/// <param name="Edit">The edit that made it so; null when it is as published.</param>
/// <param name="IsNew">Whether the edits add it.</param>
public sealed record PolicyDraftItem(string Kind, string Id, string Handle, string? Parent, int Position, string Json, PolicyEdit? Edit, bool IsNew);
