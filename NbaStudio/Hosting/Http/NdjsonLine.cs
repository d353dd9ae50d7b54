namespace NbaStudio.Hosting.Http;

/// <summary>One line of a stream of JSON values.</summary>
/// <param name="Number">Line number, from 1; blank lines count but are not returned.</param>
/// <param name="Utf8">The line without its end; empty where it was too long.</param>
/// <param name="TooLong">True where the line was longer than allowed and was skipped.</param>
public readonly record struct NdjsonLine(int Number, byte[] Utf8, bool TooLong);
