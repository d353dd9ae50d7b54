using NbaStudio.Engine.Serving.Census;

namespace NbaStudio.Live.Reading;

/// <summary>What became of the candidates of the latest decisions, with the names of the policy in force.</summary>
/// <param name="Of">The figures.</param>
/// <param name="Losses">Where candidates fell, those of the most first.</param>
/// <param name="Unseen">Actions that were never chosen, those that were a candidate most often first.</param>
/// <param name="Learning">Treatments that exploring showed while little was known of them.</param>
/// <param name="Marks">What describes customers for whom nothing is left.</param>
/// <param name="Fairness">How alike customers are treated, by what the policy watches.</param>
public sealed record SurveyView(DecisionSurvey Of, IReadOnlyList<SurveyLoss> Losses, IReadOnlyList<UnseenAction> Unseen, IReadOnlyList<LearningTreatment> Learning, IReadOnlyList<NamedMark> Marks,
    IReadOnlyList<NamedFairness> Fairness)
{
    /// <summary>Actions that were chosen at times and stood behind another one, those most often first.</summary>
    public IReadOnlyList<BeatenAction> Beaten { get; init; } = [];
}

/// <summary>A place of the policy that stops candidates.</summary>
/// <param name="Stage">Where in the pipeline.</param>
/// <param name="Reason">Stable reason code; rule for eligibility, applicability and suitability.</param>
/// <param name="Name">Name of the item whose rule it is; null = no item is to blame.</param>
/// <param name="Link">Page where it is mended; null = nowhere.</param>
public sealed record FallPlace(FunnelStage Stage, string Reason, string? Name, string? Link);

/// <param name="Candidates">Candidates that fell there.</param>
/// <param name="Decisions">In how many decisions.</param>
public sealed record SurveyLoss(FallPlace Place, long Candidates, int Decisions);

/// <summary>An action that no decision of the sample chose.</summary>
/// <param name="Link">Page of the action.</param>
/// <param name="Fate">Its figures.</param>
/// <param name="BlockedBy">What stops it most often; null = nothing does.</param>
/// <param name="TakenBy">Name of the action that stands in its place most often; null = it was never good enough to lose.</param>
public sealed record UnseenAction(string Name, string Link, ActionFate Fate, FallPlace? BlockedBy, string? TakenBy);

/// <summary>An action that others stand in front of.</summary>
/// <param name="Link">Page of the action.</param>
/// <param name="Fate">Its figures.</param>
/// <param name="By">Name of the action that stands in its place most often.</param>
/// <param name="ByLink">Page of that one.</param>
public sealed record BeatenAction(string Name, string Link, ActionFate Fate, string By, string ByLink);

/// <param name="Name">Name of the action, and of the channel.</param>
/// <param name="Link">Page of its model.</param>
public sealed record LearningTreatment(string Name, string Link, ExploredTreatment Of);

/// <param name="Name">Name of the profile field.</param>
public sealed record NamedMark(string Name, GapMark Of);

/// <param name="Name">Name of the attribute.</param>
public sealed record NamedFairness(string Name, FairnessLine Of);
