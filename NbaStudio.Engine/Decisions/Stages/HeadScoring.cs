namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Part of stage 7: the chance of what further heads learn, for the survivors that have them. Costs nothing where a policy has none; allocates nothing.</summary>
internal static class HeadScoring
{
    public static void Run(DecisionContext context)
    {
        if (context.HeadScores is not { } scores)
        {
            return;
        }

        var heads = context.Program.Heads;
        foreach (var kind in heads.Kinds)
        {
            // The ranking's memory is free until candidates are ranked.
            var count = 0;
            for (var i = 0; i < context.Count; i++)
            {
                if (heads.Find(context.Candidates[i], kind) >= 0)
                {
                    context.Ranking[count++] = context.Candidates[i];
                }
            }

            if (count == 0)
            {
                continue;
            }

            var having = context.Ranking.AsSpan(0, count);
            context.Models.ScoreHead(kind, context.Predictors, having, scores);
            foreach (var t in having)
            {
                context.HeadPropensity[heads.Find(t, kind)] = Math.Clamp(scores.Propensity[t], 0, 1);
            }
        }
    }
}
