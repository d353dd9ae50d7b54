namespace NbaStudio.Engine.Detection.Text;

/// <summary>A piece of a text that the classifier looks at.</summary>
/// <param name="Hash">Stands for the piece; words and runs of characters never share one, except by a chance of about 2^-64.</param>
/// <param name="Start">First character in the cleaned text.</param>
/// <param name="Length">Characters of the cleaned text.</param>
internal readonly record struct TextGram(ulong Hash, short Start, short Length);
