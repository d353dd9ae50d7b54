using NbaStudio.Engine.Storage;

namespace NbaStudio.Data.Hub;

/// <summary>Deletes what retention no longer wants, inside an open transaction.</summary>
internal static class SqliteCompaction
{
    /// <summary>Rows of decisions that may go. A full one stays while a younger difference rests on it.</summary>
    public static List<long> FindDecisions(SqliteSession session, CompactionRequest request) => session.Query(
        """
        SELECT d.rowid FROM decisions d WHERE d.time < ?1 AND NOT (d.is_full = 1 AND EXISTS (
            SELECT 1 FROM decisions y WHERE y.customer = d.customer AND y.number > d.number AND y.time >= ?1 AND y.is_full = 0 AND NOT EXISTS (
                SELECT 1 FROM decisions f WHERE f.customer = d.customer AND f.number > d.number AND f.number < y.number AND f.is_full = 1))) LIMIT ?2
        """, r => r.GetInt64(0), request.DecisionsBefore, request.MaxRows);

    /// <param name="decisionRows">What <see cref="FindDecisions"/> found.</param>
    public static CompactionResult Run(SqliteSession session, CompactionRequest request, List<long> decisionRows)
    {
        var most = request.MaxRows;
        var dedupe = session.Run(
            "DELETE FROM dedupe WHERE (customer, kind, id) IN (SELECT customer, kind, id FROM dedupe WHERE time < ?1 LIMIT ?2)", request.DedupeBefore, most);
        // The time again: an erasure in between may have given the row's place to another.
        var decisions = decisionRows.Sum(row => session.Run("DELETE FROM decisions WHERE rowid = ?1 AND time < ?2", row, request.DecisionsBefore));
        var tokens = session.Run("DELETE FROM tokens WHERE hash IN (SELECT hash FROM tokens WHERE expires < ?1 LIMIT ?2)", request.TokensBefore, most);
        var outbox = session.Run(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE status IN (?3, ?4, ?5, ?6, ?7, ?8) AND next_attempt < ?1 LIMIT ?2)",
            request.OutboxBefore, most, (int)OutboxStatus.Sent, (int)OutboxStatus.Delivered, (int)OutboxStatus.Failed, (int)OutboxStatus.Dropped,
            (int)OutboxStatus.Dead, (int)OutboxStatus.Uncertain);
        var journal = CompactJournal(session, request);
        var texts = (request.Texts ?? []).Sum(entry => session.Run("UPDATE journal SET payload = NULL, salt = NULL WHERE sequence = ?1 AND payload IS NOT NULL", entry));
        return new CompactionResult(dedupe, journal, decisions, tokens, outbox, texts, new[] { dedupe, decisionRows.Count, tokens, outbox, journal }.Max() == most);
    }

    /// <summary>The chain value of the newest deleted entry stays, so that the rest can still be checked.</summary>
    private static int CompactJournal(SqliteSession session, CompactionRequest request)
    {
        var last = session.Query(
            """
            SELECT sequence FROM journal WHERE sequence < ?1 AND sequence <= coalesce((SELECT min(journal_position) FROM blobs), 0) ORDER BY sequence LIMIT 1 OFFSET ?2
            """, r => r.GetInt64(0), request.JournalBefore, request.MaxRows);
        var limit = last.Count > 0 ? last[0] : request.JournalBefore;
        var end = session.Query(
            "SELECT max(sequence) FROM journal WHERE sequence < ?1 AND sequence <= coalesce((SELECT min(journal_position) FROM blobs), 0)", r => r.IsDBNull(0) ? 0 : r.GetInt64(0), limit)[0];
        if (end == 0)
        {
            return 0;
        }

        session.Run(
            """
            INSERT INTO chain_anchor (id, sequence, chain) SELECT 1, sequence, chain FROM journal WHERE sequence = ?1
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, chain = excluded.chain
            """, end);
        return session.Run("DELETE FROM journal WHERE sequence <= ?1", end);
    }
}
