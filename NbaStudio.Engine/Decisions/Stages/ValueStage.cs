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
        var action = context.Actions[context.Treatments[t].Action];
        double value;
        if (context.FactorOf(t)?.Value is { } given)
        {
            value = given;
        }
        else if (action.Value is { } expression)
        {
            var computed = expression.Evaluate(context.Frame);
            if (computed.IsMissing)
            {
                return DropReason.ValueMissing;
            }

            value = computed.Number;
        }
        else
        {
            value = context.Policy.ServiceValue;
        }

        if (!double.IsFinite(value))
        {
            return DropReason.ValueMissing;
        }

        context.UncappedValue[t] = value;
        context.Value[t] = Math.Min(value, Math.Min(action.MaximumValue, Highest));
        return context.Value[t] > 0 ? DropReason.None : DropReason.ValueNotPositive;
    }
}
