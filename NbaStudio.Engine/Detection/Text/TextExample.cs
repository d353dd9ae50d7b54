namespace NbaStudio.Engine.Detection.Text;

/// <summary>A text of which somebody said what it means.</summary>
/// <param name="Text">As a person wrote it; not empty.</param>
/// <param name="Label">Index of its label, from 0.</param>
public readonly record struct TextExample(string Text, int Label);
