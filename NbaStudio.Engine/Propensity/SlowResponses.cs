using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Propensity;

/// <summary>Responses to long windows, kept until everything that belongs to the same time is known. Owned by the learner.</summary>
/// <remarks>
/// A positive comes at once and silence when the window ends. Learned as they come, a campaign by e-mail would begin with its positives alone: every propensity of it would be far too high for days,
/// whoever speaks. So a response to a window of more than an hour is learned when its window has ended, five minutes later (silence is told by a timer), in the order of those ends and among equal ends
/// in no order that the outcome knows. It counts as of the end of its window. Short windows are learned at once: there the mistake is small, and decisions follow what customers do.
/// </remarks>
internal sealed class SlowResponses
{
    /// <summary>Longest window whose responses are learned as they come, milliseconds.</summary>
    public const long LongestQuickWindow = 3_600_000;

    /// <summary>How much later than its window's end a response is taken for complete, milliseconds.</summary>
    public const long Grace = 300_000;

    private readonly PriorityQueue<Response, (long WindowEnd, ulong Lot, long Position)> _waiting = new();

    /// <summary>Whether a response has to wait for the end of its window.</summary>
    public static bool Takes(in Response response) => response.WindowEnd - response.DecidedAt > LongestQuickWindow;

    public void Add(in Response response)
    {
        var asOf = Math.Max(response.Time, response.WindowEnd);
        var dated = response with { Time = asOf, NegativeTime = response.IsCorrection ? Math.Max(response.NegativeTime, response.WindowEnd) : response.NegativeTime };
        Enqueue(dated);
    }

    /// <summary>The next whose window ended a while before a time.</summary>
    public bool TryTake(long time, out Response response)
    {
        response = default;
        return _waiting.TryPeek(out _, out var first) && first.WindowEnd <= time - Grace && _waiting.TryDequeue(out response, out _);
    }

    /// <summary>Follows a new list of predictors.</summary>
    /// <param name="sources">For each of the new ones its index among the old, or -1.</param>
    public void Remap(int[] sources)
    {
        var waiting = _waiting.UnorderedItems.Select(i => i.Element).ToList();
        _waiting.Clear();
        foreach (var response in waiting)
        {
            Enqueue(response with { Predictors = [.. sources.Select(s => s < 0 ? double.NaN : response.Predictors[s])] });
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_waiting.Count);
        foreach (var (response, _) in _waiting.UnorderedItems.OrderBy(i => i.Priority))
        {
            writer.Write(response.JournalPosition);
            writer.Write(response.Time);
            writer.Write(response.TreatmentKey);
            writer.Write(response.IsPositive);
            writer.Write(response.IsCorrection);
            writer.Write(response.NegativeTime);
            writer.Write(response.DecidedAt);
            writer.Write(response.WindowEnd);
            writer.Write((byte)response.Served.By);
            writer.Write(response.Served.P);
            writer.Write(response.Served.ModelVersion);
            writer.Write(response.Predictors.Length);
            Array.ForEach(response.Predictors, writer.Write);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (position, time, treatment, positive, correction) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadBoolean());
            var (negativeTime, decidedAt, windowEnd) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            var by = (ServedBy)reader.ReadByte();
            var served = new ServedPropensity(reader.ReadSingle(), by, reader.ReadInt64());
            var predictors = new double[reader.ReadInt32()];
            for (var p = 0; p < predictors.Length; p++)
            {
                predictors[p] = reader.ReadDouble();
            }

            Enqueue(new(position, time, treatment, predictors, positive, correction, negativeTime, decidedAt, windowEnd) { Served = served });
        }
    }

    // A correction follows its negative, which has the same window.
    private void Enqueue(in Response response) => _waiting.Enqueue(
        response, (response.WindowEnd, response.IsCorrection ? ulong.MaxValue : StableHash.Of(response.JournalPosition), response.JournalPosition));
}
