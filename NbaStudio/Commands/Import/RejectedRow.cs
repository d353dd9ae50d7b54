namespace NbaStudio.Commands.Import;

/// <summary>A row that was not taken.</summary>
/// <param name="Row">From 1; the header does not count.</param>
/// <param name="Field">Field or column; empty where it is about the whole row.</param>
internal sealed record RejectedRow(long Row, string Field, string Reason);
