using NbaStudio.Engine.Policies;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Makes changes of the policy that add or edit a trigger. Thread safe.</summary>
public interface ITriggerEditor
{
    /// <summary>What there is to edit: the trigger as it stands, and what it can refer to.</summary>
    /// <param name="name">Name of a trigger with a pattern; null = a new one.</param>
    /// <returns>Null when there is no such trigger.</returns>
    TriggerForm? Open(string? name, string language);

    /// <summary>The same as a change makes it, to be edited in that change.</summary>
    /// <returns>Null when there is no such trigger, or no such change, or it makes no policy.</returns>
    Task<TriggerForm?> OpenAsync(string? name, string change, string language, CancellationToken cancellationToken = default);

    /// <summary>Puts the trigger into the change that it was opened from.</summary>
    /// <param name="form">As it was opened; its trigger without a name = it is new.</param>
    /// <param name="trigger">As it should be; its pattern among the rest.</param>
    /// <returns>Clashes name the fields that somebody else wrote meanwhile.</returns>
    [Needs(Scopes.Design)]
    Task<ItemsEditResult> PutAsync(TriggerForm form, TriggerDocument trigger, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Makes a change of the policy that puts the trigger in; publishing it is another step.</summary>
    /// <param name="trigger">The trigger as it should be; its pattern among the rest.</param>
    /// <param name="basis">The trigger as it was opened; null = it is new.</param>
    /// <param name="who">Needs the scope design.</param>
    [Needs(Scopes.Design)]
    Task<ChangeProposal> ProposeAsync(TriggerDocument trigger, TriggerDocument? basis, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>Brings changes into force. Thread safe.</summary>
public interface IChangePublisher
{
    /// <summary>A change as it would take effect now; null when there is none.</summary>
    Task<ChangeProposal?> ReviewAsync(string change, CancellationToken cancellationToken = default);

    /// <summary>Publishes a change as the next revision.</summary>
    /// <param name="seenHash">Hash of the edits that were shown; other edits are not published.</param>
    /// <param name="who">Needs the scope publish.</param>
    [Needs(Scopes.Publish)]
    Task<ChangePublication> PublishAsync(string change, string seenHash, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>A trigger being edited.</summary>
/// <param name="Trigger">As it stands; empty for a new one.</param>
/// <param name="Revision">The revision that it was read from.</param>
/// <param name="Channels">Outbound channels to decide on: id and name.</param>
/// <param name="Scopes">What a trigger can be limited to: "objective/retain", "group/stay" and the name.</param>
/// <param name="Triggers">Other triggers with a pattern: name and label.</param>
public sealed record TriggerForm(
    TriggerDocument Trigger, int Revision, IReadOnlyList<(string Id, string Text)> Channels, IReadOnlyList<(string Id, string Text)> Scopes, IReadOnlyList<(string Id, string Text)> Triggers)
{
    /// <summary>The change that it was read from and is saved into; null = the policy in force, and a change of its own.</summary>
    public string? Change { get; init; }
}

/// <summary>What came of asking for a change.</summary>
/// <param name="Change">Null when it was refused; nothing is stored then.</param>
/// <param name="Notes">Errors where it was refused, else warnings.</param>
/// <param name="IsConflict">Whether somebody else has changed the same thing meanwhile.</param>
public sealed record ChangeProposal(ChangeView? Change, IReadOnlyList<ChangeNote> Notes, bool IsConflict = false);

/// <summary>A change that waits for publication.</summary>
/// <param name="Hash">Hash of its edits.</param>
/// <param name="Lines">What differs from its base revision.</param>
public sealed record ChangeView(string Id, string Name, int BaseRevision, string Hash, IReadOnlyList<ChangeLine> Lines);

/// <summary>One item that differs.</summary>
/// <param name="Fields">Field, before and after as JSON; null where absent.</param>
public sealed record ChangeLine(string Kind, string Id, PolicyDifferenceKind Difference, IReadOnlyList<(string Field, string? Before, string? After)> Fields);

/// <summary>An error or a warning, in English as the API says it.</summary>
/// <param name="Path">Place in the policy; empty for the whole.</param>
/// <param name="Suggestion">What to write instead, or what is allowed; null where the message says it.</param>
public sealed record ChangeNote(string Path, string Message, string? Suggestion)
{
    /// <summary>The same as the check found it, to be said in the reader's language; null where it is not from a check.</summary>
    public PolicyIssue? Issue { get; init; }
}

/// <summary>What publishing came to.</summary>
/// <param name="Revision">Number of the new revision; null when it was refused.</param>
/// <param name="Notes">Errors where it was refused, else warnings.</param>
/// <param name="IsConflict">Whether a newer revision is in the way.</param>
public sealed record ChangePublication(int? Revision, IReadOnlyList<ChangeNote> Notes, bool IsConflict = false);
