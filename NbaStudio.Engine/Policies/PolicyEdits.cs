using NbaStudio.Engine.Policies.Changes;

namespace NbaStudio.Engine.Policies;

/// <summary>Edits of items: how they come from a whole document, and how they are brought onto a newer revision. Pure and thread safe.</summary>
public static class PolicyEdits
{
    /// <summary>The edits that turn one document into the other, in the other's order: applied to <paramref name="before"/> they give the same bytes.</summary>
    /// <param name="before">The document of the revision <paramref name="revision"/>; null before the first.</param>
    /// <param name="after">The other one. Items without a key are the ones of the same id.</param>
    /// <param name="revision">Number of the revision that the edits rest on.</param>
    public static IReadOnlyList<PolicyEdit> Between(PolicyDocument? before, PolicyDocument after, int revision)
    {
        ArgumentNullException.ThrowIfNull(after);
        return EditFinder.Between(before, after, revision);
    }

    /// <summary>Brings edits onto a revision. The same item changed on both sides since an edit's base is a conflict; items that only one side touched go together.</summary>
    /// <param name="newest">The document of the revision <paramref name="revision"/>; null before the first.</param>
    /// <param name="revision">Number of the newest revision.</param>
    /// <param name="edits">At most one for each kind and handle.</param>
    /// <param name="bases">Gives the document of an older revision that an edit rests on; null before the first.</param>
    public static PolicyDraft Rebase(PolicyDocument? newest, int revision, IReadOnlyList<PolicyEdit> edits, Func<int, PolicyDocument?> bases)
    {
        ArgumentNullException.ThrowIfNull(edits);
        ArgumentNullException.ThrowIfNull(bases);
        return new EditRebase(newest, revision, bases).Run(edits);
    }

    /// <summary>The edits that make an edit in conflict stand against the newest revision: itself on that revision, and what it needs that others removed.</summary>
    /// <inheritdoc cref="Rebase"/>
    public static IReadOnlyList<PolicyEdit> KeepMine(PolicyDocument? newest, int revision, PolicyEdit edit, Func<int, PolicyDocument?> bases)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(bases);
        return new EditRebase(newest, revision, bases).KeepMine(edit);
    }
}
