namespace NbaStudio.Engine.Conditions;

/// <summary>What fits at a place in a text.</summary>
public enum CaretNeed : byte
{
    /// <summary>Nothing that is known.</summary>
    Nothing,

    /// <summary>A name, a function, or a value that something is compared with.</summary>
    Operand,

    /// <summary>What is said of an operand.</summary>
    Operator,

    /// <summary>Only words of the language.</summary>
    Word,

    /// <summary>A type of event.</summary>
    EventType,

    /// <summary>A property of an event.</summary>
    EventProperty,

    /// <summary>The name of a condition.</summary>
    ConditionName,

    /// <summary>The id of an objective, group, action, treatment or channel.</summary>
    ItemId,

    /// <summary>An outcome.</summary>
    Outcome,

    /// <summary>A duration.</summary>
    Window,
}

/// <summary>Where a caret stands in a text of the condition language: what fits there, and what it would replace.</summary>
/// <param name="Start">First character that is replaced.</param>
/// <param name="End">The character after the last that is replaced.</param>
/// <param name="Typed">What stands before the caret of a name, word or text: without its quotes.</param>
public sealed record CaretPlace(CaretNeed Need, int Start, int End, string Typed)
{
    /// <summary>Whether the caret stands between quotes.</summary>
    public bool IsText { get; init; }

    /// <summary>What the operand is compared with, or what the operator is about, in the condition language; null where it is nothing that has a name.</summary>
    public string? Subject { get; init; }

    /// <summary>Type of the event whose properties are meant; null outside <c>where</c> and where it is not known.</summary>
    public string? EventType { get; init; }

    /// <summary>Whether bare names are properties of the event.</summary>
    public bool IsWhere { get; init; }

    /// <summary>Whether the operand is compared with <see cref="Subject"/>.</summary>
    public bool IsCompared { get; init; }

    /// <summary>Of an id: objective, group, action, treatment or channel.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether it is a member of the list of <c>in</c>, where only values stand.</summary>
    public bool IsList { get; init; }

    /// <summary>Members that the list has before the caret.</summary>
    public IReadOnlyList<string> Taken { get; init; } = [];

    /// <summary>Words of the language that fit too.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}
