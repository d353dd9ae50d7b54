namespace NbaStudio.Engine.Propensity;

/// <summary>What became of one treatment that a customer was shown.</summary>
/// <param name="JournalPosition">Position of the journal entry; never falls from one response to the next.</param>
/// <param name="Time">Milliseconds since 1970 UTC, the entry's own time.</param>
/// <param name="TreatmentKey">Key of the treatment.</param>
/// <param name="Predictors">Values at the decision in the catalogue's order: a number, a text's stable code, or NaN when missing.</param>
/// <param name="IsPositive">Whether the response was positive.</param>
/// <param name="IsCorrection">A positive after its window was counted as a negative: that negative is taken back.</param>
/// <param name="NegativeTime">Time of the negative that a correction takes back; not read otherwise.</param>
/// <param name="DecidedAt">When it was chosen, milliseconds since 1970 UTC; read with <paramref name="WindowEnd"/> only.</param>
/// <param name="WindowEnd">When its window ends, milliseconds since 1970 UTC: positives come before it and silence at it, so that only then responses of one time are known together; 0 = it is over.</param>
public readonly record struct Response(
    long JournalPosition, long Time, int TreatmentKey, double[] Predictors, bool IsPositive, bool IsCorrection = false, long NegativeTime = 0, long DecidedAt = 0, long WindowEnd = 0)
{
    /// <summary>What the decision used; not known for old responses.</summary>
    public ServedPropensity Served { get; init; }
}
