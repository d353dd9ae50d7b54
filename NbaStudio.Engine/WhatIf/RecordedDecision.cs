using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine.WhatIf;

/// <summary>A recorded decision, ready to be decided again as often as scenarios ask. Immutable.</summary>
/// <param name="Inputs">As recorded.</param>
/// <param name="Asked">The same in the layout of today's policy.</param>
/// <param name="Scores">Recorded propensities.</param>
/// <param name="Candidates">What passed stage 8 under today's policy; null where that is not kept.</param>
/// <param name="Today">What today's policy chooses.</param>
/// <param name="Missing">Inputs that today's policy reads and the record does not have.</param>
/// <param name="Logged">What the data check needs to know; null where it leaves the decision out.</param>
/// <param name="Cluster">Number of the customer in the sample, from 0.</param>
internal sealed record RecordedDecision(
    DecisionInputs Inputs, DecisionInputs Asked, KeptScore[] Scores, ScoredCandidates? Candidates, Choice Today, IReadOnlyList<string> Missing, LoggedChoice? Logged, int Cluster)
{
    /// <summary>Decides a record as today's policy does and keeps what scenarios need.</summary>
    /// <param name="models">Today's models and policy.</param>
    /// <param name="context">Scratch paper of today's policy.</param>
    /// <param name="choice">Scratch paper.</param>
    /// <param name="responses">What came of a decision.</param>
    /// <param name="now">Milliseconds since 1970 UTC: until when responses are known.</param>
    /// <param name="keep">Whether candidates are kept, so that scenarios that only rank otherwise need not start anew.</param>
    public static RecordedDecision Of(DecisionRecord record, ModelView models, DecisionContext context, Choice choice, ResponsesOf responses, long now, int cluster, bool keep)
    {
        var missing = new List<string>();
        var asked = Redecide.Translate(record.Inputs, models.Policy, missing);
        var scores = KeptScore.AllOf(record.Result);
        DecisionPipeline.Decide(context, asked, new KeptPropensities(scores, models.Policy, models));
        choice.Fill(context);
        return new RecordedDecision(
            record.Inputs, asked, scores, keep ? ScoredCandidates.Of(context) : null, choice.Keep(), missing, LoggedChoiceReader.Of(record, responses, now), cluster)
        {
            Was = [.. record.Result.Filled.Where(f => f >= 0).Select(f => record.Result.Ranked[f].TreatmentKey)],
        };
    }

    /// <summary>Keys of what was really chosen.</summary>
    public int[] Was { get; init; } = [];

    /// <summary>What a scenario finds of its budgets; null = as recorded.</summary>
    public BudgetFact[]? Granted { get; init; }

    /// <summary>The same for a policy that finds this of some budgets.</summary>
    public RecordedDecision With(BudgetFact[] grants) => this with { Asked = Asked.WithBudgets(grants), Granted = grants, Candidates = null };

    /// <summary>Recorded propensity of a treatment; 1 where the record does not tell.</summary>
    public double PropensityOf(int treatment)
    {
        foreach (ref readonly var score in Scores.AsSpan())
        {
            if (score.Key == treatment)
            {
                return score.Propensity;
            }
        }

        return 1;
    }
}

/// <summary>Money that the answers to a treatment of a decision are worth; 0 where there was none.</summary>
/// <param name="heads">The heads as they were decided with.</param>
internal delegate double ResponsesOf(long customer, long decision, int treatment, HeadFactors heads);

/// <summary>What slot 1 really was, how likely, and what came of it.</summary>
/// <param name="Key">Key of the treatment; 0 = silence.</param>
/// <param name="Odds">Everything that it could have been, with its probability; empty = silence, for sure.</param>
/// <param name="Return">Money that came of it, in units of V as it was decided with: 1 is a success worth as much as was said. 0 for silence.</param>
internal sealed record LoggedChoice(int Key, LoggedOption[] Odds, double Return)
{
    /// <param name="near">Where it is likely to stand: looked at first.</param>
    public double ProbabilityOf(int key, int near)
    {
        if (near < Odds.Length && Odds[near].Key == key)
        {
            return Odds[near].Probability;
        }

        foreach (ref readonly var option in Odds.AsSpan())
        {
            if (option.Key == key)
            {
                return option.Probability;
            }
        }

        return 0;
    }
}

/// <param name="WindowMilliseconds">Its longest response window.</param>
internal readonly record struct LoggedOption(int Key, double Probability, long WindowMilliseconds)
{
    /// <summary>The longest response window of a treatment.</summary>
    public static long WindowOf(TreatmentSnapshot treatment)
    {
        var longest = 0L;
        foreach (var head in treatment.Heads)
        {
            longest = Math.Max(longest, head.WindowMilliseconds);
        }

        return longest;
    }
}
