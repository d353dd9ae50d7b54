using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Decisions.Stages;

namespace NbaStudio.Engine.Decisions;

/// <summary>The pipeline: every stage of a decision, in its fixed order.</summary>
/// <remarks>Thread safe: stages keep no state; all scratch is in the context. Same inputs, snapshot and models: same result, bit for bit.</remarks>
public static class DecisionPipeline
{
    private static readonly IPipelineStage[] Scoring =
    [
        new CandidateStage(),
        new ConsentStage(),
        new RuleStage(PipelineStage.Eligibility, 0),
        new RuleStage(PipelineStage.Applicability, 1),
        new RuleStage(PipelineStage.Suitability, 2),
        new ContactPolicyStage(),
        new PropensityStage(),
        new ValueStage(),
    ];

    private static readonly IPipelineStage[] Choosing =
    [
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
        Decide(context, inputs, models, overrides);
        return ResultBuilder.Build(context);
    }

    /// <summary>Decides and leaves what came out in the context: <see cref="DecisionContext.Filled"/>, fates, factors and probabilities.</summary>
    internal static void Decide(DecisionContext context, DecisionInputs inputs, IPropensityView models, DecisionOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Begin(inputs, models, overrides);
        GoalValues.Fill(context.Policy, context.Frame);
        RuleProgram.Spread(context.Frame.Slots, context.Numbers);
        RunAll(Scoring, context);
        RunAll(Choosing, context);
    }

    /// <summary>Decides from stage 9 on: what stages 1 to 8 came to is given. The same as <see cref="Decide"/> where the policy differs from the one that scored in nothing that those stages read.</summary>
    /// <param name="candidates">What passed stage 8.</param>
    internal static void Resume(DecisionContext context, DecisionInputs inputs, IPropensityView models, ScoredCandidates candidates)
    {
        // From here on only levers, weights and budgets by customer ask for the inputs.
        var reads = (context.Program.AnyTraits & (TreatmentTraits.LeverExpression | TreatmentTraits.ContextWeights | TreatmentTraits.Budgets)) != 0 || context.ContextWeights.Length > 0;
        context.Begin(inputs, models, null, reads);
        if (reads)
        {
            GoalValues.Fill(context.Policy, context.Frame);
        }

        candidates.PutInto(context);
        RunAll(Choosing, context);
    }

    private static void RunAll(IPipelineStage[] stages, DecisionContext context)
    {
        foreach (var stage in stages)
        {
            stage.Run(context);
        }
    }
}
