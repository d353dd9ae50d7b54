using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 8: the money it is worth if it works, capped. With further heads: what all are worth together, per answer to the primary one. Missing, negative or zero drops the candidate: never a silent zero.</summary>
internal sealed class ValueStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        var candidates = context.Candidates.AsSpan(0, context.Count);
        var asks = context.IsOverridden;
        var (traits, actions, values) = (context.Traits, context.Program.Actions, context.Program.Values);
        var kept = 0;
        foreach (var t in candidates)
        {
            var reason = asks || (traits[t] & TreatmentTraits.Heads) != 0 ? Evaluate(context, t)
                : Take(context, t, values.Of(actions[t], context.Numbers, context.Frame));
            if (reason == DropReason.None)
            {
                candidates[kept++] = t;
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
        var stated = context.FactorOf(t)?.Value;
        var (value, lost) = context.Has(t, TreatmentTraits.Heads) ? WithHeads(context, t, stated)
            : (stated ?? context.Program.Values.Of(context.Program.Actions[t], context.Numbers, context.Frame), DropReason.None);
        return lost != DropReason.None ? lost : Take(context, t, value);
    }

    private static DropReason Take(DecisionContext context, int t, double value)
    {
        if (!double.IsFinite(value))
        {
            return DropReason.ValueMissing;
        }

        // The cap is on V itself, also with further heads: whatever formulas come to, V is never above it, and the record keeps both.
        var maximum = context.Program.MaximumValues[t];
        if (value >= maximum)
        {
            context.UncappedValue[t] = value;
            value = maximum;
        }

        context.Value[t] = value;
        return value > 0 ? DropReason.None : DropReason.ValueNotPositive;
    }

    /// <summary>V = V of the primary head + (sum over further heads of chance times money) / P, so that P x V is what all heads are worth. A V that a what-if states stands as it is.</summary>
    private static (double Value, DropReason Lost) WithHeads(DecisionContext context, int t, double? stated)
    {
        var heads = context.Program.Heads;
        var action = context.Program.Values.Of(context.Facts[t].Action, context.Numbers, context.Frame);
        var primary = heads.PrimaryValue(t, action, context.Frame);
        var (start, end) = heads.Of(t);
        if (start == end)
        {
            return (stated ?? primary, DropReason.None);
        }

        context.PrimaryValue[t] = primary;
        var loss = primary < 0;
        for (var place = start; place < end; place++)
        {
            context.HeadValue[place] = heads.ValueAt(place, action, context.Frame);
            loss |= context.HeadValue[place] < 0 && heads.KindAt(place) != HeadKind.Harm;
        }

        if (stated is { } given)
        {
            return (given, DropReason.None);
        }

        var value = primary + (context.HeadMoney(t) / context.Scores.Propensity[t]);
        if (!double.IsFinite(value))
        {
            return (double.NaN, DropReason.None);
        }

        // Only harm may be worth less than nothing: a loss elsewhere is a mistake, as it is with one head.
        return (value, loss ? DropReason.ValueNotPositive : value <= 0 ? DropReason.HeadsOutweigh : DropReason.None);
    }
}
