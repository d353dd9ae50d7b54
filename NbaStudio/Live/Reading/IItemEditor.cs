using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Puts what editors write into changes of the policy. Thread safe.</summary>
public interface IItemEditor
{
    /// <summary>The policy as a change would make it; null when there is no such change, or it cannot be compiled as it stands.</summary>
    Task<PolicySnapshot?> OpenAsync(string change, CancellationToken cancellationToken = default);

    /// <summary>Writes one field of an item into a change.</summary>
    /// <param name="who">Needs the scope design.</param>
    [Needs(Scopes.Design)]
    Task<FieldEditResult> PutFieldAsync(FieldEdit edit, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>One field of an item, edited.</summary>
/// <param name="Change">The change to write into; null = a new one.</param>
/// <param name="NewName">Name of a new change.</param>
/// <param name="Kind">Kind of the item, such as action.</param>
/// <param name="Field">Name of a text field of the item, such as eligibility.</param>
/// <param name="Seen">What stood there when the editor was opened; null = nothing.</param>
/// <param name="Value">What is to stand there; null = nothing.</param>
public sealed record FieldEdit(string? Change, string NewName, string Kind, string Id, string Field, string? Seen, string? Value);

/// <summary>What came of it.</summary>
/// <param name="Change">The change that has the edit now; null where it was refused and nothing was changed.</param>
/// <param name="Notes">Why it was refused.</param>
/// <param name="Theirs">What somebody else wrote into the same field meanwhile; null where nobody did (an empty text: it was removed).</param>
public sealed record FieldEditResult(string? Change, IReadOnlyList<ChangeNote> Notes, string? Theirs = null);
