using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Customers;

/// <summary>How far the answer to one head of a shown treatment has come. Changed by the customer's one writer.</summary>
public abstract class AwaitedAnswer
{
    /// <summary>What the decision used for this head.</summary>
    public ServedPropensity Served { get; init; }

    /// <summary>End of the response window, milliseconds since 1970 UTC.</summary>
    public long WindowEnd { get; set; }

    /// <summary>Whether silence or a refusal was learned.</summary>
    public bool NegativeLearned { get; set; }

    /// <summary>When the negative was learned, milliseconds since 1970 UTC; 0 = not.</summary>
    public long NegativeTime { get; set; }

    /// <summary>Whether a positive answer was learned.</summary>
    public bool PositiveLearned { get; set; }

    /// <summary>Whether an answer (or silence) has been learned; a later positive may still correct a negative.</summary>
    public bool IsResolved => NegativeLearned || PositiveLearned;
}
