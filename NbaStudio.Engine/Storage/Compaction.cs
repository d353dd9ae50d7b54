namespace NbaStudio.Engine.Storage;

/// <summary>What may go. Times are milliseconds since 1970 UTC; 0 keeps everything of that kind.</summary>
/// <param name="DedupeBefore">Remembered ids first seen before this.</param>
/// <param name="JournalBefore">Journal entries below this sequence, clamped so that every checkpoint keeps the entries after it; without a checkpoint nothing goes.</param>
/// <param name="DecisionsBefore">Decisions before this time; a full record stays while a younger difference rests on it.</param>
/// <param name="TokensBefore">Tokens that expired before this.</param>
/// <param name="OutboxBefore">Deliveries that nothing is going to send any more (delivered, failed, dropped, sent, dead, uncertain) whose last attempt was before this.</param>
/// <param name="Texts">Journal entries of which the digest alone stays, so that the chain still fits.</param>
/// <param name="MaxRows">The most rows to delete of each kind in this call, at least 1.</param>
public sealed record CompactionRequest(
    long DedupeBefore = 0, long JournalBefore = 0, long DecisionsBefore = 0, long TokensBefore = 0, long OutboxBefore = 0, IReadOnlyList<long>? Texts = null, int MaxRows = 2_000);

/// <summary>How many rows a call deleted.</summary>
/// <param name="Texts">Journal entries whose payload went.</param>
/// <param name="HasMore">True when some kind reached the limit: call again.</param>
public sealed record CompactionResult(int Dedupe, int Journal, int Decisions, int Tokens, int Outbox, int Texts, bool HasMore);
