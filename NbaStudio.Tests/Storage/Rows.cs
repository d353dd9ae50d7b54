using System.Text;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Storage;

/// <summary>Makes rows for tests.</summary>
internal static class Rows
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static CustomerRow Customer(long key, string state = "state", long due = long.MaxValue) => new(key, Bytes(state), due);

    public static DecisionRow Decision(long customer, long number, long time, bool full) => new(customer, number, time, full, Bytes($"in{number}"), Bytes($"out{number}"));

    public static OutboxRow Outbox(long id, long customer, OutboxStatus status = OutboxStatus.Pending, long next = 0) =>
        new(id, customer, 1, 7, "mail", status, 0, next, $"key-{id}", Bytes("hello"), null);

    public static TokenRow Token(byte seed, long customer, long expires = 1_000) => new([.. Enumerable.Repeat(seed, 32)], customer, 3, 4, expires);

    /// <summary>Adds journal entries that continue the store's chain.</summary>
    public static CommitBatch Append(this CommitBatch batch, IHubReader store, params (long Customer, string Payload)[] entries)
    {
        var head = store.ReadHead();
        var (sequence, chain) = (head.Sequence, head.Chain);
        foreach (var (customer, payload) in entries)
        {
            var salt = Enumerable.Repeat((byte)(++sequence % 251), HashChain.SaltLength).ToArray();
            var digest = HashChain.Digest(salt, sequence * 10, customer, JournalKind.Event, Bytes(payload));
            chain = HashChain.Next(chain, sequence, digest);
            batch.Journal.Add(new JournalRow(sequence, sequence * 10, customer, JournalKind.Event, Bytes(payload), salt, digest, chain));
        }

        return batch;
    }
}
