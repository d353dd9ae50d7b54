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

        context.Models.Score(context.Predictors, context.Candidates.AsSpan(0, context.Count), context.Scores);
        var kept = 0;
        for (var i = 0; i < context.Count; i++)
        {
            var t = context.Candidates[i];
            if (context.FactorOf(t)?.Propensity is { } propensity)
            {
                context.Scores.Propensity[t] = propensity;
                context.Scores.Source[t] = PropensitySource.Override;
                context.Scores.Spread[t] = 0;
            }

            if (double.IsNaN(context.Scores.Propensity[t]))
            {
                context.Drop(t, PipelineStage.Propensity, DropReason.NoPropensity);
                continue;
            }

            context.Scores.Propensity[t] = Math.Clamp(context.Scores.Propensity[t], Lowest, 1 - Lowest);
            context.Candidates[kept++] = t;
        }

        context.Count = kept;
        HeadScoring.Run(context);
    }
}
