namespace NbaStudio.Engine.Detection.Text;

/// <summary>A piece of a text that spoke for a label.</summary>
/// <param name="Text">The piece in the folded text; a space stands for the edge of a word.</param>
/// <param name="IsWord">A word or a pair of words; else a run of characters.</param>
/// <param name="Weight">How much it added to the score of the label beyond the mean of all labels; above 0.</param>
public sealed record TextPiece(string Text, bool IsWord, double Weight);
