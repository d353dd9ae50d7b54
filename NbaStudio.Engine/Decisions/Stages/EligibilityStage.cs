using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 3: may they?</summary>
internal sealed class EligibilityStage() : RuleStage(PipelineStage.Eligibility, 0)
{
    protected override CompiledExpression? Of(RuleSet rules) => rules.Eligibility;

    protected override CompiledExpression? Of(TreatmentSnapshot treatment) => treatment.Eligibility;
}
