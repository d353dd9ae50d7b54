namespace NbaStudio.Engine.Decisions;

/// <summary>A candidate as stage 8 left it: what levers, weights and the choice start from.</summary>
/// <param name="Treatment">Dense index in the policy that scored it.</param>
/// <param name="Primary">Money of the primary head; V where there are no further heads.</param>
internal readonly record struct ScoredCandidate(int Treatment, ulong SlotFit, double Propensity, double Spread, long Evidence, double Value, double Primary)
{
    /// <summary>What passed stage 8 in the decision that the context holds, ascending by treatment; paused by lever or below a threshold too.</summary>
    public static ScoredCandidate[] AllOf(DecisionContext context)
    {
        var count = 0;
        foreach (var fate in context.Fates)
        {
            count += Passed(fate) ? 1 : 0;
        }

        var all = new ScoredCandidate[count];
        for (int t = 0, at = 0; at < count; t++)
        {
            if (Passed(context.Fates[t]))
            {
                all[at++] = new ScoredCandidate(
                    t, context.SlotFit[t], context.Scores.Propensity[t], context.Scores.Spread[t], context.Scores.Evidence[t], context.Value[t], PrimaryOf(context, t));
            }
        }

        return all;
    }

    /// <summary>Whether a candidate came as far as the levers.</summary>
    public static bool Passed(CandidateFate fate) => fate.Stage >= PipelineStage.Lever;

    public static double PrimaryOf(DecisionContext context, int treatment)
    {
        var (start, end) = context.Program.Heads.Of(treatment);
        return start == end ? context.Value[treatment] : context.PrimaryValue[treatment];
    }

    public void PutInto(DecisionContext context, int place)
    {
        context.Candidates[place] = Treatment;
        context.SlotFit[Treatment] = SlotFit;
        context.Scores.Put(Treatment, Propensity, Evidence, PropensitySource.Model, Spread);
        context.Value[Treatment] = Value;
        if (context.PrimaryValue.Length > 0)
        {
            context.PrimaryValue[Treatment] = Primary;
        }
    }
}
