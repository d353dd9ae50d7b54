using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace NbaStudio.Hosting.Http;

/// <summary>Reads newline-delimited JSON line by line, holding at most one line in memory.</summary>
public static class NdjsonReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="body">The stream of lines.</param>
    /// <param name="maximumLineBytes">Longer lines are reported as too long and skipped; the stream goes on.</param>
    public static async IAsyncEnumerable<NdjsonLine> ReadAsync(PipeReader body, int maximumLineBytes, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var number = 0;
        var skipping = false;
        while (true)
        {
            var read = await body.ReadAsync(stop);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                number++;
                if (Take(line, number, skipping || line.Length > maximumLineBytes) is { } found)
                {
                    yield return found;
                }

                skipping = false;
            }

            if (read.IsCompleted)
            {
                if ((buffer.Length > 0 || skipping) && Take(buffer, number + 1, skipping || buffer.Length > maximumLineBytes) is { } last)
                {
                    yield return last;
                }

                body.AdvanceTo(buffer.End);
                yield break;
            }

            if (buffer.Length > maximumLineBytes)
            {
                skipping = true;
                buffer = buffer.Slice(buffer.End);
            }

            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static NdjsonLine? Take(ReadOnlySequence<byte> line, int number, bool tooLong)
    {
        if (tooLong)
        {
            return new NdjsonLine(number, [], true);
        }

        var bytes = line.ToArray().AsSpan();
        if (number == 1 && bytes.StartsWith(ByteOrderMark))
        {
            bytes = bytes[3..];
        }

        bytes = bytes.Trim(" \t\r"u8);
        return bytes.Length == 0 ? null : new NdjsonLine(number, bytes.ToArray(), false);
    }
}
