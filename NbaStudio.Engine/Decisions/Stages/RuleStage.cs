using NbaStudio.Engine.Decisions.Programs;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stages 3 to 5 (may they, is it relevant now, is it right for them): conditions at objective, group and action, and the treatment's own eligibility, all of which must hold; unknown is not enough.</summary>
/// <param name="kind">0 eligibility, 1 applicability, 2 suitability.</param>
internal sealed class RuleStage(PipelineStage stage, int kind) : IPipelineStage
{
    private readonly TreatmentTraits _ofObjective = DecisionProgram.RuleOf(kind, 0);
    private readonly TreatmentTraits _ofGroup = DecisionProgram.RuleOf(kind, 1);
    private readonly TreatmentTraits _ofAction = DecisionProgram.RuleOf(kind, 2);

    // Only eligibility has a level of the treatment itself.
    private readonly TreatmentTraits _own = kind == 0 ? TreatmentTraits.OwnRule : TreatmentTraits.None;

    public void Run(DecisionContext context)
    {
        var any = _ofObjective | _ofGroup | _ofAction | _own;
        if ((context.Program.AnyTraits & any) == 0)
        {
            return;
        }

        context.Prepare(kind);
        var candidates = context.Candidates.AsSpan(0, context.Count);
        var traits = context.Traits;
        var actions = context.Program.Actions;
        var failed = context.FailedActions(kind);
        var kept = 0;
        foreach (var t in candidates)
        {
            var asked = traits[t] & any;
            var reason = asked == 0 ? DropReason.None
                : asked != _ofAction || failed.IsEmpty ? Reason(context, asked, t)
                : failed[actions[t]] ? DropReason.ActionRule
                : DropReason.None;
            if (reason == DropReason.None)
            {
                candidates[kept++] = t;
            }
            else
            {
                context.Drop(t, stage, reason);
            }
        }

        context.Count = kept;
    }

    private DropReason Reason(DecisionContext context, TreatmentTraits traits, int t) =>
        (traits & _ofObjective) != 0 && !context.Holds(kind, RuleLevel.Objective, context.Facts[t].Objective) ? DropReason.ObjectiveRule
        : (traits & _ofGroup) != 0 && !context.Holds(kind, RuleLevel.Group, context.Facts[t].Group) ? DropReason.GroupRule
        : (traits & _ofAction) != 0 && !context.Holds(kind, RuleLevel.Action, context.Facts[t].Action) ? DropReason.ActionRule
        : (traits & _own) != 0 && !context.Program.OwnRules.Holds(t, context.Numbers, context.Frame) ? DropReason.TreatmentRule
        : DropReason.None;
}
