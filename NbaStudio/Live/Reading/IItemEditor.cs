using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Puts what editors write into changes of the policy. Thread safe.</summary>
public interface IItemEditor
{
    /// <summary>The policy as a change would make it; null when there is no such change, or it cannot be compiled as it stands.</summary>
    Task<PolicySnapshot?> OpenAsync(string change, CancellationToken cancellationToken = default);

    /// <summary>Ids by which edits of a change name its items of a kind, in the order of the policy; empty when there is no such change.</summary>
    Task<IReadOnlyList<string>> ReadIdsAsync(string change, string kind, CancellationToken cancellationToken = default);

    /// <summary>Writes into a change: all of the items or, where one of them is refused, none.</summary>
    /// <param name="who">Needs the scope design.</param>
    [Needs(Scopes.Design)]
    Task<ItemsEditResult> PutAsync(ItemsEdit edit, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>What is to stand in a change.</summary>
/// <param name="Change">The change to write into; null = a new one.</param>
/// <param name="NewName">Name of a new change.</param>
public sealed record ItemsEdit(string? Change, string NewName, IReadOnlyList<ItemWrite> Items);

/// <summary>What becomes of an item.</summary>
public enum ItemWriteKind : byte
{
    /// <summary>Some fields get other values; the rest stays as it is, whoever wrote it.</summary>
    Edit,

    /// <summary>A new item of these fields.</summary>
    Add,

    /// <summary>It goes, if its fields are still as they were seen.</summary>
    Delete,
}

/// <summary>One item, written.</summary>
/// <param name="Kind">Kind of the item, such as action.</param>
/// <param name="Id">Id of the item; the key of a context weight.</param>
public sealed record ItemWrite(string Kind, string Id, ItemWriteKind What, IReadOnlyList<FieldWrite> Fields);

/// <summary>One field, written. Values are JSON; null = nothing stands there (fields that have their default are left out).</summary>
/// <param name="Field">Name of a field of the item, such as eligibility.</param>
/// <param name="Seen">What stood there when the editor was opened.</param>
/// <param name="Value">What is to stand there.</param>
public sealed record FieldWrite(string Field, string? Seen, string? Value);

/// <summary>What came of it.</summary>
/// <param name="Change">The change that has the edits now; null where they were refused and nothing was changed.</param>
/// <param name="Notes">Why they were refused.</param>
/// <param name="Clashes">Fields that somebody else wrote meanwhile.</param>
public sealed record ItemsEditResult(string? Change, IReadOnlyList<ChangeNote> Notes, IReadOnlyList<FieldClash> Clashes);

/// <summary>A field that is no longer as it was seen.</summary>
/// <param name="Theirs">What stands there now, as JSON; null = nothing.</param>
public sealed record FieldClash(string Kind, string Id, string Field, string? Theirs);
