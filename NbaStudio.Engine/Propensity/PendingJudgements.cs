using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Propensity;

/// <summary>What was said of responses whose windows are open still. Owned by the learner.</summary>
/// <remarks>
/// Models learn a positive at once and silence when its window ends. A campaign therefore begins with its positives and ends with its silences, and whoever adds up residuals in that
/// order sees first too many and then too few. Judged are responses when their window is over, in the order of those ends, and among equal ends in no order that the outcome knows.
/// Those to long windows are learned in that order as well (<see cref="SlowResponses"/>), so that what is said of the silences knows nothing of their positives.
/// </remarks>
internal sealed class PendingJudgements
{
    private readonly PriorityQueue<Judgement, (long WindowEnd, ulong Lot)> _waiting = new();

    public void Add(long windowEnd, in Judgement judgement) => _waiting.Enqueue(judgement, (windowEnd, StableHash.Of(judgement.Position)));

    /// <summary>The next whose window has ended a while before a time.</summary>
    public bool TryTake(long time, out Judgement judgement)
    {
        judgement = default;
        if (!_waiting.TryPeek(out _, out var first) || first.WindowEnd > time - SlowResponses.Grace)
        {
            return false;
        }

        judgement = _waiting.Dequeue();
        return true;
    }

    /// <summary>Responses of a treatment that wait.</summary>
    public int Of(int treatmentKey) => _waiting.UnorderedItems.Count(i => i.Element.TreatmentKey == treatmentKey);

    public void Write(BinaryWriter writer)
    {
        writer.Write(_waiting.Count);
        foreach (var (judgement, order) in _waiting.UnorderedItems.OrderBy(i => i.Priority))
        {
            writer.Write(order.WindowEnd);
            writer.Write(judgement.Position);
            writer.Write(judgement.TreatmentKey);
            writer.Write(judgement.Counts);
            writer.Write(judgement.Pooled);
            writer.Write(judgement.IsPositive);
            writer.Write(judgement.Time);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Add(reader.ReadInt64(), new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadBoolean(), reader.ReadInt64()));
        }
    }
}

/// <summary>What was said of a response before it was learned, and what came of it.</summary>
/// <param name="Position">Journal position up to which the models that said it had learned.</param>
/// <param name="TreatmentKey">Key of the treatment.</param>
/// <param name="Counts">P by the treatment's own counts.</param>
/// <param name="Pooled">P by the pooled model.</param>
/// <param name="IsPositive">Whether the response was positive.</param>
/// <param name="Time">When it could be judged: the end of its window, else when it came; milliseconds since 1970 UTC.</param>
internal readonly record struct Judgement(long Position, int TreatmentKey, double Counts, double Pooled, bool IsPositive, long Time);
