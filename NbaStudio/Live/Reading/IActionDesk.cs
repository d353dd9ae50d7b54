using NbaStudio.Engine.Policies;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Edits objectives, groups, actions and treatments in changes of the policy. Thread safe; only <see cref="PauseAsync"/> reaches customers.</summary>
public interface IActionDesk
{
    /// <summary>What there is to edit; null when there is no such change, or its items do not make a policy.</summary>
    /// <param name="change">The change that is looked at; null = the newest revision.</param>
    Task<ActionBook?> OpenAsync(string? change, CancellationToken cancellationToken = default);

    /// <summary>What would be wrong with the items if the edits stood in the change. Nothing is stored.</summary>
    /// <param name="language">Language of the differences; null = they are not asked for.</param>
    Task<ItemCheck> CheckAsync(string? change, IReadOnlyList<ItemEdit> edits, string? language = null, CancellationToken cancellationToken = default);

    /// <summary>Puts all edits into one change, or none of them.</summary>
    /// <param name="who">Needs the scope design.</param>
    [Needs(Scopes.Design)]
    Task<ItemEditResult> PutAsync(ItemEdits edits, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Pauses an objective, group, action or treatment at once, without approval. Audited.</summary>
    /// <param name="who">Needs the scope publish.</param>
    [Needs(Scopes.Publish)]
    Task<BoardResult> PauseAsync(string kind, string id, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Contents as one customer would see them now; null when nobody has the id or there is no such change.</summary>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    Task<ContentPreviewView?> PreviewAsync(ContentQuestion question, string language, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>Edits of several items.</summary>
/// <param name="Change">The change to write into; null = a new one.</param>
/// <param name="NewName">Name of a new change.</param>
public sealed record ItemEdits(string? Change, string NewName, IReadOnlyList<ItemEdit> Items);

/// <summary>One item, edited or new. What it hangs under is the field parent: the id of an objective, group or action.</summary>
/// <param name="Kind">objective, group, action or treatment.</param>
public sealed record ItemEdit(string Kind, string Id, bool IsNew, IReadOnlyList<FieldPatch> Fields);

/// <summary>One field of an item, edited.</summary>
/// <param name="Field">Its name, or a way into it such as content/ja.</param>
/// <param name="Seen">JSON of what stood there when the editor was opened; null = nothing.</param>
/// <param name="Value">JSON of what is to stand there; null = nothing.</param>
public sealed record FieldPatch(string Field, string? Seen, string? Value);

/// <summary>What came of edits.</summary>
/// <param name="Change">The change that has them now; null where they were refused and nothing was changed.</param>
/// <param name="Notes">Why they were refused.</param>
/// <param name="Conflicts">Fields that somebody else has written meanwhile.</param>
public sealed record ItemEditResult(string? Change, IReadOnlyList<ItemNote> Notes, IReadOnlyList<FieldConflict> Conflicts);

/// <summary>A field that was written by two people.</summary>
/// <param name="Theirs">JSON of what stands there now; null = nothing.</param>
/// <param name="Mine">JSON of what was to stand there; null = nothing.</param>
public sealed record FieldConflict(string Kind, string Id, string Field, string? Theirs, string? Mine);

/// <summary>An error or a warning about an item, in English as the API says it.</summary>
/// <param name="Field">Way into the item, such as content/en/link; empty for the whole.</param>
public sealed record ItemNote(string Kind, string Id, string Field, bool IsError, string Message, string? Suggestion)
{
    /// <summary>The same as the check found it, to be said in the reader's language; null where it is not from a check.</summary>
    public PolicyIssue? Issue { get; init; }
}

/// <summary>What edits would come to.</summary>
/// <param name="Notes">Errors and warnings about the edited items themselves.</param>
/// <param name="Differences">What would change, in words; empty where they were not asked for or the edits cannot stand.</param>
/// <param name="Objectives">Id and name of the objectives that differences belong to.</param>
public sealed record ItemCheck(
    IReadOnlyList<ItemNote> Notes, IReadOnlyList<FieldConflict> Conflicts, IReadOnlyList<DifferenceText> Differences, IReadOnlyList<(string Id, string Name)> Objectives)
{
    public static ItemCheck Clean { get; } = new([], [], [], []);

    public bool HasErrors => Conflicts.Count > 0 || Notes.Any(n => n.IsError);
}

/// <summary>Contents that somebody writes.</summary>
/// <param name="Change">The change whose names they use; null = the newest revision.</param>
/// <param name="Channel">Id of the channel that they are for.</param>
/// <param name="Contents">By language tag.</param>
public sealed record ContentQuestion(string? Change, string Channel, IReadOnlyDictionary<string, ContentDocument> Contents, string CustomerId);

/// <summary>Contents as one customer would see them.</summary>
/// <param name="Language">The customer's language tag; null where none is known.</param>
/// <param name="Contents">By language tag; empty while a content has mistakes.</param>
public sealed record ContentPreviewView(string CustomerId, LocalizedText Name, string? Language, IReadOnlyDictionary<string, RenderedView> Contents);

/// <summary>One content, filled in and escaped for where it stands.</summary>
/// <param name="IsHtml">Whether the body is HTML, as in e-mails.</param>
/// <param name="Missing">Fields that the customer has no value for.</param>
public sealed record RenderedView(string? Subject, string? Body, bool IsHtml, string? Image, string? Link, string? Button, IReadOnlyList<MissingField> Missing)
{
    /// <summary>What the picture says, for whoever does not see it.</summary>
    public string? ImageAlt { get; init; }
}

/// <param name="Name">Of the field, in the reader's language.</param>
/// <param name="FallBack">What stands there instead; empty = nothing.</param>
public sealed record MissingField(string Name, string FallBack);
