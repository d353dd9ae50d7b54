using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Decisions.Stages;

namespace NbaStudio.Engine.Decisions;

/// <summary>The pipeline: every stage of a decision, in its fixed order.</summary>
/// <remarks>Thread safe: stages keep no state; all scratch is in the context. Same inputs, snapshot and models: same result, bit for bit.</remarks>
public static class DecisionPipeline
{
    private static readonly IPipelineStage[] Stages =
    [
        new CandidateStage(),
        new ConsentStage(),
        new RuleStage(PipelineStage.Eligibility, 0),
        new RuleStage(PipelineStage.Applicability, 1),
        new RuleStage(PipelineStage.Suitability, 2),
        new ContactPolicyStage(),
        new PropensityStage(),
        new ValueStage(),
        new LeverStage(),
        new ArbitrationStage(),
        new ChoiceStage(),
    ];

    /// <summary>Decides. The context then holds the scratch of this decision until its next use.</summary>
    /// <param name="context">Scratch made for the snapshot that decides.</param>
    /// <param name="inputs">What the decision depends on.</param>
    /// <param name="models">Propensities.</param>
    /// <param name="overrides">What a preview or what-if changes; null live.</param>
    public static DecisionResult Run(DecisionContext context, DecisionInputs inputs, IPropensityView models, DecisionOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Begin(inputs, models, overrides);
        GoalValues.Fill(context.Policy, context.Frame);
        RuleProgram.Spread(context.Frame.Slots, context.Numbers);
        foreach (var stage in Stages)
        {
            stage.Run(context);
        }

        return ResultBuilder.Build(context);
    }
}
