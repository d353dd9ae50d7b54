using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>Explanations of the engine as the pages show them.</summary>
internal static class ExplanationViews
{
    public static ExplanationView Of(PolicySnapshot policy, DecisionInputs inputs, DecisionResult result, DecisionExplanation explanation) =>
        Of(policy, inputs.Id.ToString(), inputs.Now, PolicyViews.Channel(policy, inputs.Slots, result), result, explanation);

    /// <summary>What would be decided on a channel now.</summary>
    public static ExplanationView Of(DecisionPreview preview, LiveChannel channel, DateTimeOffset now, Words words)
    {
        var view = Of(preview.Policy, "", now.ToUnixTimeMilliseconds(), channel, preview.Result, preview.Explanation);
        var best = view.Candidates.FirstOrDefault(c => c.Fate == Reading.CandidateFate.Chosen);
        return best?.Equation is not { } equation ? view : view with
        {
            Sentence = words["why.wouldChoose", channel.Label.In(words.Language), best.Action, Math.Round(equation.Priority).ToString("N0", System.Globalization.CultureInfo.InvariantCulture)],
        };
    }

    private static ExplanationView Of(PolicySnapshot policy, string id, long time, LiveChannel channel, DecisionResult result, DecisionExplanation explanation)
    {
        var first = result.Filled.TakeWhile(f => f < 0).Count();
        first = first == result.Filled.Count ? -1 : first;
        // Treatments of an action that ended the same way for the same reason read as one line.
        CandidateView[] candidates = [.. explanation.Candidates.Select(c => Candidate(policy, c)).DistinctBy(c => (c.ActionId, c.Fate, c.Stage, c.Sentence, c.Equation))];
        return new ExplanationView
        {
            DecisionId = id,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
            Channel = channel,
            Sentence = explanation.Headline,
            Silence = PolicyViews.Silence(result.Silence),
            Candidates = candidates,
            Incomplete = [.. explanation.Incomplete.Select(i => (i.Name, i.From))],
            CandidateCount = candidates.Length,
            Probability = first < 0 || double.IsNaN(result.SlotProbability[first]) ? null : result.SlotProbability[first],
            ExplorationBudget = policy.ChannelIndexOf(channel.Id) is var index and >= 0 ? policy.Channels[index].ExplorationBudget : null,
        };
    }

    public static CandidateView Candidate(PolicySnapshot policy, CandidateExplanation candidate)
    {
        var treatment = policy.Treatments[policy.TreatmentIndexOfKey(candidate.TreatmentKey)];
        return new CandidateView
        {
            Action = candidate.ActionLabel,
            ActionId = candidate.Action,
            TreatmentId = treatment.Id,
            Objective = PolicyViews.Objective(policy, treatment.Objective),
            Channel = PolicyViews.Channel(policy, treatment.Channel),
            Fate = PolicyViews.Fate(candidate.Stage),
            Stage = PolicyViews.Stage(candidate.Stage),
            Equation = PolicyViews.Equation(candidate.Factors),
            ImportedModel = candidate.ImportedModel,
            ImportedModelHeldBack = candidate.ImportedModelHeldBack,
            PropensityInterval = candidate.Factors?.Interval(),
            Heads = candidate.Heads,
            Sentence = candidate.WouldWin ?? candidate.Sentence,
            Rule = candidate.RuleText is { } text ? new FailedRule(candidate.Rule, text) : null,
            WouldWin = candidate.LeverNeeded is null && candidate.ValueNeeded is null && candidate.PropensityNeeded is null && candidate.FreeAt is null
                ? null
                : new WhatWouldWin(candidate.PropensityNeeded, candidate.ValueNeeded, candidate.LeverNeeded, candidate.FreeAt),
        };
    }
}
