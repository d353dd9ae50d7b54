namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 7: the chance of a positive answer to the primary head, from the models (or from a what-if), and those of further heads.</summary>
internal sealed class PropensityStage : IPipelineStage
{
    /// <summary>No propensity is below this, nor above 1 less this.</summary>
    public const double Lowest = 1e-5;

    public void Run(DecisionContext context)
    {
        var policy = context.Policy;
        for (var i = 0; i < context.Predictors.Length; i++)
        {
            context.Predictors[i] = context.Frame.Slots[policy.Predictors[i].Slot].Predictor;
        }

        var candidates = context.Candidates.AsSpan(0, context.Count);
        var propensities = context.Scores.Propensity;
        context.Models.Score(context.Predictors, candidates, context.Scores);
        Override(context, candidates);
        var kept = 0;
        foreach (var t in candidates)
        {
            var p = propensities[t];
            if (p is >= Lowest and <= 1 - Lowest)
            {
                candidates[kept++] = t;
            }
            else if (double.IsNaN(p))
            {
                context.Drop(t, PipelineStage.Propensity, DropReason.NoPropensity);
            }
            else
            {
                propensities[t] = p < Lowest ? Lowest : 1 - Lowest;
                candidates[kept++] = t;
            }
        }

        context.Count = kept;
        HeadScoring.Run(context);
    }

    private static void Override(DecisionContext context, ReadOnlySpan<int> candidates)
    {
        if (!context.IsOverridden)
        {
            return;
        }

        foreach (var t in candidates)
        {
            if (context.FactorOf(t)?.Propensity is { } propensity)
            {
                context.Scores.Put(t, propensity, context.Scores.Evidence[t], PropensitySource.Override, 0);
            }
        }
    }
}
