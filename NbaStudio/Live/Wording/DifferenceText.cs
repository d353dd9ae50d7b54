using NbaStudio.Engine.Policies;

namespace NbaStudio.Live.Wording;

/// <summary>What changes about one item, in words.</summary>
/// <param name="Objective">Id of the objective that it belongs to; null for items of the whole workspace.</param>
/// <param name="Heading">What the item is and is called, such as: action “Loyalty 10%”.</param>
/// <param name="Lines">One for each thing that changes; never empty.</param>
public sealed record DifferenceText(string Kind, string Id, PolicyDifferenceKind Difference, string? Objective, string Heading, IReadOnlyList<DifferenceLine> Lines)
{
    /// <summary>The id by which the change's own edit of it is taken out again; null where it has none of its own, such as an action that falls with its group.</summary>
    public string? Edit { get; init; }
}

/// <summary>One thing that changes.</summary>
/// <param name="Text">A sentence or a line such as: lever: 1.0 → 1.3.</param>
/// <param name="Pieces">For longer texts the words that went and came; empty elsewhere.</param>
public sealed record DifferenceLine(string Text, IReadOnlyList<TextPiece> Pieces);

/// <summary>A part of a text that was reworded.</summary>
public sealed record TextPiece(TextPieceKind Kind, string Text);

public enum TextPieceKind : byte { Same, Removed, Added }
