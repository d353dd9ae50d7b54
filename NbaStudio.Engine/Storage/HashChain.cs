using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NbaStudio.Engine.Storage;

/// <summary>
/// The chain over the journal: digest = SHA-256(salt, time, customer, kind, payload), chain(n) = SHA-256(chain(n-1), sequence, digest), numbers little-endian.
/// Erasing a customer deletes payloads and salts and leaves digests, so that the chain stays valid and the payload cannot be guessed. Thread safe.
/// </summary>
public static class HashChain
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = 32;

    /// <summary>Length of a salt in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The chain value before the first entry.</summary>
    public static byte[] Genesis => new byte[HashLength];

    /// <summary>The digest of one entry.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> salt, long time, long customer, JournalKind kind, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[17];
        BinaryPrimitives.WriteInt64LittleEndian(header, time);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], customer);
        header[16] = (byte)kind;
        var length = salt.Length + header.Length + payload.Length;
        var buffer = length <= 1024 ? stackalloc byte[length] : new byte[length];
        salt.CopyTo(buffer);
        header.CopyTo(buffer[salt.Length..]);
        payload.CopyTo(buffer[(salt.Length + header.Length)..]);
        return SHA256.HashData(buffer);
    }

    /// <summary>The chain value of an entry.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, long sequence, ReadOnlySpan<byte> digest)
    {
        Span<byte> buffer = stackalloc byte[HashLength + 8 + HashLength];
        previous.CopyTo(buffer);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[HashLength..], sequence);
        digest.CopyTo(buffer[(HashLength + 8)..]);
        return SHA256.HashData(buffer);
    }

    /// <summary>Reads the whole journal and checks every link, every digest that can still be checked, and that no sequence is missing.</summary>
    public static ChainReport VerifyChain(this IHubReader store)
    {
        var head = store.ReadHead();
        var (sequence, chain, erased) = (head.AnchorSequence, head.AnchorChain, 0L);
        while (true)
        {
            var page = store.ReadJournal(sequence + 1, 1_000);
            foreach (var row in page)
            {
                if (Fault(row, sequence, chain) is { } fault)
                {
                    return new ChainReport(sequence - head.AnchorSequence, erased, row.Sequence, fault);
                }

                (sequence, chain) = (row.Sequence, row.Chain);
                erased += row.Payload is null ? 1 : 0;
            }

            if (page.Count == 0)
            {
                return new ChainReport(sequence - head.AnchorSequence, erased, null, null);
            }
        }
    }

    private static string? Fault(JournalRow row, long previous, byte[] chain)
    {
        if (row.Sequence != previous + 1)
        {
            return $"Entry {previous + 1} is missing.";
        }

        if (row.Payload is not null && (row.Salt is null || !Digest(row.Salt, row.Time, row.Customer, row.Kind, row.Payload).AsSpan().SequenceEqual(row.Digest)))
        {
            return $"Entry {row.Sequence} was changed after it was written.";
        }

        return Next(chain, row.Sequence, row.Digest).AsSpan().SequenceEqual(row.Chain) ? null : $"Entry {row.Sequence} does not follow from entry {previous}.";
    }
}
