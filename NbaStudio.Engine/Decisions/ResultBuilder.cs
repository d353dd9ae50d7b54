using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Decisions;

/// <summary>Turns the scratch of a finished pipeline into an immutable result.</summary>
internal static class ResultBuilder
{
    /// <summary>Candidates whose factors are kept besides what was chosen.</summary>
    public const int Kept = 32;

    public static DecisionResult Build(DecisionContext context)
    {
        var ranked = Rank(context, out var next);
        var filled = new int[context.Filled.Count];
        for (var s = 0; s < filled.Length; s++)
        {
            filled[s] = context.Filled[s] < 0 ? -1 : ranked.FindIndex(c => c.Treatment == context.Filled[s]);
        }

        return new DecisionResult
        {
            Filled = filled,
            SlotProbability = [.. context.FilledProbability],
            Ranked = ranked,
            NextPriority = next,
            Fates = (CandidateFate[])context.Fates.Clone(),
            Silence = Array.TrueForAll(filled, f => f < 0) ? SilenceOf(context) : null,
            HoldUntil = context.HoldUntil,
        };
    }

    private static List<CandidateResult> Rank(DecisionContext context, out double next)
    {
        // Everything with a priority is described; the ranking array is free to be used again.
        var count = context.ScoredCount;
        context.Scored.AsSpan(0, count).CopyTo(context.Ranking);
        var ranking = new CandidateRanking(context.SlotCandidates, context.Ranking.AsSpan(0, count), Kept + 1);
        var ranked = new List<CandidateResult>(Math.Min(count, Kept + DecisionContext.MaximumSlots));
        for (var rank = 0; rank < Math.Min(count, Kept); rank++)
        {
            var t = ranking.At(rank);
            ranked.Add(Describe(context, t));
            context.Touched[t] = false;
        }

        next = count > Kept ? context.Priority[ranking.At(Kept)] : double.NaN;
        foreach (var t in ranking.Indexes)
        {
            if (context.Touched[t])
            {
                ranked.Add(Describe(context, t));
            }
        }

        return ranked;
    }

    private static CandidateResult Describe(DecisionContext context, int t)
    {
        var fate = context.Fates[t];
        return new CandidateResult(
            t, context.Policy.Treatments[t].Key, fate.Stage, fate.Reason, fate.Detail,
            context.Scores.Propensity[t], context.Context[t], context.Value[t], context.UncappedOf(t), context.Lever[t], context.Price[t],
            context.Priority[t], context.Probability[t], context.Scores.Evidence[t], context.Scores.Source[t], context.Scores.Spread[t])
        {
            Heads = HeadsOf(context, t),
        };
    }

    private static HeadFactors HeadsOf(DecisionContext context, int t)
    {
        var (start, end) = context.Program.Heads.Of(t);
        if (start == end || context.FactorOf(t)?.Value is not null)
        {
            return [];
        }

        var heads = new HeadFactor[1 + end - start];
        heads[0] = new HeadFactor(context.Policy.Treatments[t].Heads[0].Kind, context.Scores.Propensity[t], context.PrimaryValue[t]);
        for (var place = start; place < end; place++)
        {
            heads[1 + place - start] = new HeadFactor(context.Program.Heads.KindAt(place), context.HeadPropensity[place], context.HeadValue[place]);
        }

        return HeadFactors.Create(heads);
    }

    private static SilenceReason SilenceOf(DecisionContext context)
    {
        var anyCandidate = false;
        var (unlikely, low) = (double.NaN, double.NaN);
        for (var t = 0; t < context.Fates.Length; t++)
        {
            anyCandidate |= context.Fates[t].IsCandidate;
            switch (context.Fates[t].Reason)
            {
                case DropReason.BelowMinimumPropensity:
                    unlikely = Larger(unlikely, context.Priority[t]);
                    break;
                case DropReason.BelowThreshold:
                    low = Larger(low, context.Priority[t]);
                    break;
            }
        }

        var code = !anyCandidate ? SilenceCode.NoCandidates
            : context.HoldUntil != 0 ? SilenceCode.QuietHours
            : !double.IsNaN(low) ? SilenceCode.BelowThreshold
            : !double.IsNaN(unlikely) ? SilenceCode.BelowMinimumPropensity
            : context.HeldOut ? SilenceCode.HoldOut
            : SilenceCode.NoneAllowed;
        return new SilenceReason(code, double.IsNaN(low) ? unlikely : low, context.SilenceThreshold);
    }

    private static double Larger(double a, double b) => double.IsNaN(a) ? b : Math.Max(a, b);
}
