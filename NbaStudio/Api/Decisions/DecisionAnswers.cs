using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Security;
using static NbaStudio.Api.Values.ValueConversion;

namespace NbaStudio.Api.Decisions;

/// <summary>The engine's replies in the words of the API.</summary>
internal static class DecisionAnswers
{
    /// <summary>The reply as this caller may see it: a customer's browser gets what to show, not what it is worth to us.</summary>
    public static DecisionAnswer Of(DecisionReply reply, Caller caller, ExplanationAnswer? explanation = null)
    {
        var browser = caller.Kind == CallerKind.Browser;
        return new DecisionAnswer(
            reply.DecisionId, reply.CustomerId, browser ? null : reply.Revision, reply.Time, browser ? Hidden(reply.Silence) : Silence(reply.Silence),
            [.. reply.Actions.Select(action => browser ? ForBrowser(action) : Full(action))], browser ? null : Timings(reply.Timings), reply.FromRecord, browser ? null : explanation);
    }

    public static TimingsAnswer Timings(StepTimings timings) =>
        new(timings.Detect, timings.Data, timings.Decide, timings.Commit > 0 ? timings.Commit : null, timings.Total);

    public static SilenceAnswer? Silence(SilenceReply? silence) =>
        silence is null ? null : new SilenceAnswer(silence.Code, silence.Reason, Number(silence.BestPriority), Number(silence.Threshold));

    /// <summary>A token of a decision that was never made would lead nowhere.</summary>
    public static ActionAnswer Preview(ChosenAction action) => Full(action) with { TrackingToken = null };

    public static ExplanationAnswer Explain(DecisionExplanation explanation, string language) =>
        new(language, explanation.Headline, [.. explanation.Candidates.Select(Candidate)], explanation.Incomplete.Count == 0 ? null : explanation.Incomplete);

    public static FactorsAnswer Factors(in CandidateResult result) => new(
        Finite(result.Propensity), Finite(result.Context), Finite(result.Value), Finite(result.UncappedValue), Finite(result.Lever), Finite(result.Price),
        Finite(result.Priority), Finite(result.Probability), result.Evidence, result.Source,
        result.Interval() is { } interval ? new IntervalAnswer(interval.Low, interval.High) : null,
        result.Heads.Count == 0 ? null : [.. result.Heads.Select(h => new HeadAnswer(h.Kind, h.Propensity, h.Value))]);

    private static CandidateAnswer Candidate(CandidateExplanation candidate) => new(
        candidate.Objective, candidate.Action, candidate.ActionLabel, candidate.Channel, candidate.ChannelLabel, candidate.TreatmentKey, candidate.Stage, candidate.Reason,
        candidate.Sentence, candidate.WouldWin, candidate.Factors is { } factors ? Factors(factors) : null, Number(candidate.LeverNeeded), Number(candidate.ValueNeeded),
        Number(candidate.PropensityNeeded), candidate.FreeAt, candidate.Rule, candidate.RuleText, candidate.ImportedModel,
        candidate.ImportedModelHeldBack);

    private static ActionAnswer Full(ChosenAction action) => new(
        action.Rank, action.Placement, action.Channel, action.Objective, action.Group, action.Action, action.Treatment, action.Content,
        Finite(action.Propensity), Finite(action.ContextWeight), Finite(action.Value), Finite(action.Lever), Finite(action.Price), Finite(action.Priority),
        Finite(action.Probability), action.TrackingToken);

    private static ActionAnswer ForBrowser(ChosenAction action) => Full(action) with
    {
        Propensity = null, ContextWeight = null, Value = null, Lever = null, Price = null, Priority = null, Probability = null,
    };

    private static SilenceAnswer? Hidden(SilenceReply? silence) => silence is null ? null : new SilenceAnswer(silence.Code, null, null, null);

    private static double? Number(double? number) => number is { } value ? Finite(value) : null;
}
