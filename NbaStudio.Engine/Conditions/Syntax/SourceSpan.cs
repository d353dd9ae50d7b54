namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Where a node stood in its text. Default for trees that were built without a text.</summary>
/// <param name="Line">From 1; 0 = not from a text.</param>
/// <param name="Column">From 1; 0 = not from a text.</param>
/// <param name="Length">Characters.</param>
public readonly record struct SourceSpan(int Line, int Column, int Length);
