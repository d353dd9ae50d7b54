using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 6: how often is enough (caps, rests, never again, quiet hours) and what is scarce (budget grants).</summary>
internal sealed class ContactPolicyStage : IPipelineStage
{
    private const TreatmentTraits Ruled = TreatmentTraits.ContactRules | TreatmentTraits.Budgets;

    public void Run(DecisionContext context)
    {
        // Quiet hours of a channel are about triggers only.
        var asks = context.Inputs.Trigger != 0;
        if (!asks && (context.Program.AnyTraits & Ruled) == 0)
        {
            return;
        }

        var candidates = context.Candidates.AsSpan(0, context.Count);
        var traits = context.Traits;
        var kept = 0;
        foreach (var t in candidates)
        {
            if (!asks && (traits[t] & Ruled) == 0)
            {
                candidates[kept++] = t;
                continue;
            }

            var (reason, detail) = Reason(context, t);
            if (reason == DropReason.None)
            {
                candidates[kept++] = t;
            }
            else
            {
                context.Drop(t, PipelineStage.ContactPolicy, reason, detail);
            }
        }

        context.Count = kept;
    }

    private static (DropReason Reason, int Detail) Reason(DecisionContext context, int t)
    {
        var policy = context.Policy;
        foreach (var index in context.Has(t, TreatmentTraits.ContactRules) ? policy.RulesOfTreatment(t) : [])
        {
            var rule = context.ContactRules[index];
            var reason = rule.Key == context.Lifted ? DropReason.None : Forbids(context, rule, t);
            if (reason != DropReason.None)
            {
                return (reason, index);
            }
        }

        if (context.Inputs.Trigger != 0 && !context.Facts[t].IsService && context.Channels[context.Facts[t].Channel] is var channel && channel.Key != context.Lifted && InChannelQuietHours(context, channel))
        {
            return (DropReason.ChannelQuietHours, -1);
        }

        foreach (var index in context.Has(t, TreatmentTraits.Budgets) ? policy.BudgetsOfTreatment(t) : [])
        {
            if (policy.Budgets[index].Key != context.Lifted && !BudgetUse.Fits(context, index, 1))
            {
                context.BudgetStopped[index] = true;
                return (DropReason.Budget, index);
            }
        }

        return (DropReason.None, -1);
    }

    private static DropReason Forbids(DecisionContext context, ContactRuleSnapshot rule, int t)
    {
        var inputs = context.Inputs;
        switch (rule.Kind)
        {
            case ContactRuleKind.Cap when ContactCounts.IsAboutMessagesOnly(inputs, rule):
                return DropReason.None;
            case ContactRuleKind.Cap:
                return context.Memo.Count(inputs, rule, rule.BucketOfTreatment(t)) < rule.Limit ? DropReason.None : DropReason.Cap;
            case ContactRuleKind.Rest:
                var last = context.Memo.Last(inputs, rule, rule.BucketOfTreatment(t));
                return last == long.MinValue || inputs.Now - last >= rule.RestMilliseconds ? DropReason.None : DropReason.Rest;
            case ContactRuleKind.Never:
                return context.Memo.Last(inputs, rule, rule.BucketOfTreatment(t)) == long.MinValue ? DropReason.None : DropReason.Never;
            default:
                return rule.Hours!.Contains(inputs.Now, context.Frame.Zone) ? DropReason.QuietHours : DropReason.None;
        }
    }

    // Quiet hours are about contacts that we start: a customer who opens the app at night is welcome.
    private static bool InChannelQuietHours(DecisionContext context, ChannelSnapshot channel)
    {
        if (channel.QuietHours is not { } hours || !hours.Contains(context.Inputs.Now, context.Frame.Zone))
        {
            return false;
        }

        if (channel.QuietHoursMode == QuietHoursMode.Hold)
        {
            var end = hours.EndMilliseconds(context.Inputs.Now, context.Frame.Zone);
            if (end < long.MaxValue)
            {
                context.HoldUntil = context.HoldUntil == 0 ? end : Math.Min(context.HoldUntil, end);
            }
        }

        return true;
    }
}
