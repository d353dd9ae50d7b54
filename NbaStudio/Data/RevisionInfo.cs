namespace NbaStudio.Data;

/// <summary>An immutable version of the policy.</summary>
/// <param name="Number">1 for the first, then without gaps.</param>
/// <param name="ContentHash">SHA-256 of its items in order, in hexadecimal.</param>
public sealed record RevisionInfo(int Number, DateTimeOffset Time, string Author, string Note, string ContentHash);
