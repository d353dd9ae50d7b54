using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>A pattern as it was written: the one tree behind the text and the sentence builder. Immutable and thread safe; equality ignores <see cref="WindowSpan"/>.</summary>
/// <remarks>A tree may state anything; <see cref="PatternLanguage.Check"/> says what is wrong with it.</remarks>
public abstract record PatternNode
{
    /// <summary>Properties whose values must be equal in all parts; empty = none.</summary>
    public EqualList<string> Same { get; init; } = [];

    /// <summary>Where the window stands in the text.</summary>
    public SourceSpan WindowSpan { get; init; }

    public virtual bool Equals(PatternNode? other) => other is not null && EqualityContract == other.EqualityContract && Same.Equals(other.Same);

    public override int GetHashCode() => HashCode.Combine(EqualityContract, Same);
}

/// <summary>event "x" [where ...]</summary>
public sealed record EventPattern(EventNode Event) : PatternNode;

/// <summary>N of event "x" [where ...] within W.</summary>
/// <param name="Count">1 to <see cref="PatternLanguage.MaximumCount"/>.</param>
/// <param name="Window">1 second to 400 days; open at its start.</param>
public sealed record CountPattern(int Count, EventNode Event, TimeSpan Window) : PatternNode;

/// <summary>A then B [then C ...] within W; parts after the first may be negated.</summary>
/// <param name="Parts">2 to <see cref="PatternLanguage.MaximumParts"/>.</param>
/// <param name="Window">1 second to 400 days; its end belongs to it.</param>
public sealed record SequencePattern(EqualList<SequencePart> Parts, TimeSpan Window) : PatternNode;

/// <summary>not event "x" [where ...] for W: since the last one.</summary>
/// <param name="Duration">1 second to 400 days.</param>
public sealed record AbsencePattern(EventNode Event, TimeSpan Duration) : PatternNode;
