using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Customers;

/// <summary>A treatment that was chosen and whose answer is awaited or may still be corrected: itself the answer to its primary head. Changed by the customer's one writer.</summary>
public sealed class OpenResponse : AwaitedAnswer
{
    /// <summary>The customer's decision number, from 1.</summary>
    public long Decision { get; init; }

    /// <summary>Key of the treatment.</summary>
    public int Treatment { get; init; }

    /// <summary>Key of the channel.</summary>
    public int Channel { get; init; }

    /// <summary>Key of the trigger that called for the decision; 0 = a request, or not known.</summary>
    public int Trigger { get; init; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long DecidedAt { get; init; }

    /// <summary>When it was delivered or seen, milliseconds since 1970 UTC; 0 = not yet.</summary>
    public long ShownAt { get; set; }

    /// <summary>What the models saw when it was chosen (see Value.Predictor; NaN = missing).</summary>
    public double[] Predictors { get; init; } = [];

    /// <summary>Fingerprint of the list of predictors that the values follow.</summary>
    public ulong PredictorSchema { get; init; }

    /// <summary>Version of the grid that a negative was learned in; 0 = none yet.</summary>
    public int GridVersion { get; set; }

    /// <summary>V of the treatment when it was chosen, in money.</summary>
    public double Value { get; init; }

    /// <summary>How chance chose it.</summary>
    public ChoiceDraw Draw { get; init; }

    /// <summary>The answers to its further heads; empty for most.</summary>
    public HeadAnswer[] Heads { get; init; } = [];

    /// <summary>Whether every head has learned an answer (or silence).</summary>
    public bool IsSettled => IsResolved && Array.TrueForAll(Heads, h => h.IsResolved);

    /// <summary>End of the longest response window, milliseconds since 1970 UTC.</summary>
    public long LastWindowEnd
    {
        get
        {
            var last = WindowEnd;
            foreach (var head in Heads)
            {
                last = Math.Max(last, head.WindowEnd);
            }

            return last;
        }
    }

    /// <summary>The answer to the further head of a kind; null = none is awaited.</summary>
    public HeadAnswer? Head(HeadKind kind) => Array.Find(Heads, h => h.Head == kind);

    internal OpenResponse WithDecision(long decision) => new()
    {
        Decision = decision,
        Treatment = Treatment,
        Channel = Channel,
        Trigger = Trigger,
        DecidedAt = DecidedAt,
        ShownAt = ShownAt,
        WindowEnd = WindowEnd,
        Predictors = Predictors,
        PredictorSchema = PredictorSchema,
        GridVersion = GridVersion,
        Value = Value,
        Draw = Draw,
        Served = Served,
        NegativeLearned = NegativeLearned,
        NegativeTime = NegativeTime,
        PositiveLearned = PositiveLearned,
        Heads = Heads,
    };
}
