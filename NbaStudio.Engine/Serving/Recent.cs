using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;

namespace NbaStudio.Engine.Serving;

/// <summary>What a customer in memory remembers of the last decisions and storage does not: it saves reading them again. Gone with the cached state, so it never outlives a failed commit.</summary>
internal sealed class Recent
{
    private const int Kept = 8;
    private readonly Queue<(long Number, DecisionReply Reply, SlotRequest[] Slots)> _replies = new();
    private int _differences;

    /// <summary>The last whole record.</summary>
    public RecordBase? Base { get; set; }

    public static Recent Of(CustomerState customer) => (Recent)(customer.Transient ??= new Recent());

    public void Remember(long number, DecisionReply reply, IEnumerable<SlotRequest> slots)
    {
        if (_replies.Count == Kept)
        {
            _replies.Dequeue();
        }

        _replies.Enqueue((number, reply, [.. slots]));
    }

    public DecisionReply? Find(long number)
    {
        foreach (var (known, reply, _) in _replies)
        {
            if (known == number)
            {
                return reply;
            }
        }

        return null;
    }

    /// <summary>What a remembered decision was asked for, or null.</summary>
    public IReadOnlyList<SlotRequest>? SlotsOf(long number)
    {
        foreach (var (known, _, slots) in _replies)
        {
            if (known == number)
            {
                return slots;
            }
        }

        return null;
    }

    /// <summary>The base for the next record, or null when it has to be whole.</summary>
    public RecordBase? BaseFor(DecisionInputs inputs)
    {
        if (Base is { } basis && basis.Revision == inputs.Revision && _differences < RecordBase.MaximumDifferences - 1 && inputs.Now - basis.Time <= (long)RecordBase.MaximumAge.TotalMilliseconds)
        {
            _differences++;
            return basis;
        }

        _differences = 0;
        return null;
    }
}
