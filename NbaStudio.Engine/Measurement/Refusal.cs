namespace NbaStudio.Engine.Measurement;

/// <summary>Why there is no number: the data cannot carry one.</summary>
/// <param name="Code">Stable name in camel case, such as noRepeatBuyers.</param>
/// <param name="Sentence">The same in plain English, with the figures that it rests on.</param>
public sealed record Refusal(string Code, string Sentence);
