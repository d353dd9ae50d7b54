namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 8: the money it is worth if it works, capped. Missing, negative or zero drops the candidate: never a silent zero.</summary>
internal sealed class ValueStage : IPipelineStage
{
    /// <summary>Largest value in money: beyond it products lose the last cent, and could overflow.</summary>
    private const double Highest = 1e15;

    public void Run(DecisionContext context)
    {
        var kept = 0;
        for (var i = 0; i < context.Count; i++)
        {
            var t = context.Candidates[i];
            var reason = Evaluate(context, t);
            if (reason == DropReason.None)
            {
                context.Candidates[kept++] = t;
            }
            else
            {
                context.Drop(t, PipelineStage.Value, reason);
            }
        }

        context.Count = kept;
    }

    private static DropReason Evaluate(DecisionContext context, int t)
    {
        ref readonly var facts = ref context.Facts[t];
        var value = context.FactorOf(t)?.Value ?? context.Program.Values.Of(facts.Action, context.Frame);
        if (!double.IsFinite(value))
        {
            return DropReason.ValueMissing;
        }

        context.UncappedValue[t] = value;
        context.Value[t] = Math.Min(value, Math.Min(facts.MaximumValue, Highest));
        return context.Value[t] > 0 ? DropReason.None : DropReason.ValueNotPositive;
    }
}
