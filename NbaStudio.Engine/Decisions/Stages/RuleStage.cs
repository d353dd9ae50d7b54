using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>What stages 3 to 5 share: conditions at objective, group and action (and treatment), all of which must hold; unknown is not enough.</summary>
internal abstract class RuleStage(PipelineStage stage, int memoSlot) : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        var kept = 0;
        for (var i = 0; i < context.Count; i++)
        {
            var t = context.Candidates[i];
            var reason = Reason(context, context.Treatments[t]);
            if (reason == DropReason.None)
            {
                context.Candidates[kept++] = t;
            }
            else
            {
                context.Drop(t, stage, reason);
            }
        }

        context.Count = kept;
    }

    /// <summary>The condition of this stage in a set of rules.</summary>
    protected abstract CompiledExpression? Of(RuleSet rules);

    /// <summary>The condition of this stage on the treatment itself.</summary>
    protected virtual CompiledExpression? Of(TreatmentSnapshot treatment) => null;

    private DropReason Reason(DecisionContext context, TreatmentSnapshot treatment)
    {
        if (context.Test(Of(context.Objectives[treatment.Objective].Rules), RuleLevel.Objective, treatment.Objective, memoSlot) != Ternary.True)
        {
            return DropReason.ObjectiveRule;
        }

        if (context.Test(Of(context.Groups[treatment.Group].Rules), RuleLevel.Group, treatment.Group, memoSlot) != Ternary.True)
        {
            return DropReason.GroupRule;
        }

        if (context.Test(Of(context.Actions[treatment.Action].Rules), RuleLevel.Action, treatment.Action, memoSlot) != Ternary.True)
        {
            return DropReason.ActionRule;
        }

        var own = Of(treatment);
        return own is null || own.Test(context.Frame) == Ternary.True ? DropReason.None : DropReason.TreatmentRule;
    }
}
