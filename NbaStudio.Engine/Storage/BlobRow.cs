namespace NbaStudio.Engine.Storage;

/// <summary>A named value, such as a model checkpoint.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Value">The bytes; null deletes the blob.</param>
/// <param name="JournalPosition">When not null the blob is a checkpoint that needs every journal entry after this sequence: compaction never passes it.</param>
public sealed record BlobRow(string Name, byte[]? Value, long? JournalPosition = null);
