using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 4: is it relevant now?</summary>
internal sealed class ApplicabilityStage() : RuleStage(PipelineStage.Applicability, 1)
{
    protected override CompiledExpression? Of(RuleSet rules) => rules.Applicability;
}
