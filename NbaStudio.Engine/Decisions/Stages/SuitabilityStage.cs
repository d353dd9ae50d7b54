using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 5: is it right for them?</summary>
internal sealed class SuitabilityStage() : RuleStage(PipelineStage.Suitability, 2)
{
    protected override CompiledExpression? Of(RuleSet rules) => rules.Suitability;
}
