namespace NbaStudio.Engine.Decisions;

/// <summary>A candidate as stage 8 left it: what levers, weights and the choice start from.</summary>
/// <remarks>Ranking again is bound by how fast these are read from memory: 40 bytes, and no more slots than a decision has (<see cref="DecisionContext.MaximumSlots"/>).</remarks>
/// <param name="Treatment">Dense index in the policy that scored it.</param>
internal readonly record struct ScoredCandidate(int Treatment, uint SlotFit, double Propensity, double Spread, long Evidence, double Value);

/// <summary>What passed stage 8 in a decision. Immutable.</summary>
/// <param name="All">Ascending by treatment; paused by lever or below a threshold too.</param>
/// <param name="Primary">By place in <paramref name="All"/>: money of the primary head; empty where the policy has no further heads, because V is that then.</param>
internal sealed record ScoredCandidates(ScoredCandidate[] All, double[] Primary)
{
    /// <summary>Those of the decision that the context holds.</summary>
    public static ScoredCandidates Of(DecisionContext context)
    {
        var count = 0;
        foreach (var fate in context.Fates)
        {
            count += Passed(fate) ? 1 : 0;
        }

        var all = new ScoredCandidate[count];
        var primary = context.PrimaryValue.Length > 0 ? new double[count] : [];
        for (int t = 0, at = 0; at < count; t++)
        {
            if (!Passed(context.Fates[t]))
            {
                continue;
            }

            if (primary.Length > 0)
            {
                primary[at] = PrimaryOf(context, t);
            }

            all[at++] = new ScoredCandidate(t, (uint)context.SlotFit[t], context.Scores.Propensity[t], context.Scores.Spread[t], context.Scores.Evidence[t], context.Value[t]);
        }

        return new ScoredCandidates(all, primary);
    }

    /// <summary>Whether a candidate came as far as the levers.</summary>
    public static bool Passed(CandidateFate fate) => fate.Stage >= PipelineStage.Lever;

    public static double PrimaryOf(DecisionContext context, int treatment)
    {
        var (start, end) = context.Program.Heads.Of(treatment);
        return start == end ? context.Value[treatment] : context.PrimaryValue[treatment];
    }

    /// <summary>Leaves the context as stage 8 did.</summary>
    public void PutInto(DecisionContext context)
    {
        for (var i = 0; i < All.Length; i++)
        {
            ref readonly var candidate = ref All[i];
            var t = candidate.Treatment;
            context.Candidates[i] = t;
            context.SlotFit[t] = candidate.SlotFit;
            context.Scores.Put(t, candidate.Propensity, candidate.Evidence, PropensitySource.Model, candidate.Spread);
            context.Value[t] = candidate.Value;
        }

        for (var i = 0; i < Primary.Length; i++)
        {
            context.PrimaryValue[All[i].Treatment] = Primary[i];
        }

        context.Count = All.Length;
    }
}
