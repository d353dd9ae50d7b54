using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>A decision and what another policy makes of it, as the page shows them side by side.</summary>
internal static class ReplayViews
{
    /// <param name="after">The other policy.</param>
    /// <param name="name">Name of the change; null = today's policy.</param>
    /// <param name="revision">Today's revision.</param>
    public static ReplayComparison Of(DecisionComparison comparison, PolicySnapshot after, string? name, int revision, string language)
    {
        var (record, outcome, _) = comparison.Replay;
        var before = record.Policy;
        var slots = new List<ReplaySlot>();
        for (var s = 0; s < record.Inputs.Slots.Count; s++)
        {
            var asked = record.Inputs.Slots[s];
            var channel = before.ChannelIndexOfKey(asked.Channels[0]);
            slots.Add(new ReplaySlot(
                asked.Placement.Length == 0 || channel < 0 ? null : PolicyViews.Channel(before, channel, asked.Placement).Placement ?? asked.Placement, asked.Position + 1,
                Chosen(before, record.Result, s, comparison.Recorded), Chosen(after, outcome.Result, s, comparison.Replayed)));
        }

        return new ReplayComparison(
            name, before.Revision, revision, slots, Differences(comparison, before, after),
            [.. outcome.MissingInputs.Select(missing => after.Budgets.FirstOrDefault(b => missing == "budget." + b.Id)?.Label.In(language) ?? InputNames.Of(after, missing, language)).Distinct()])
        {
            RecordedSilence = record.Result.Silence is null ? null : comparison.Recorded.Headline,
            ReplayedSilence = outcome.Result.Silence is null ? null : comparison.Replayed.Headline,
        };
    }

    private static CandidateView? Chosen(PolicySnapshot policy, DecisionResult result, int slot, DecisionExplanation explanation) =>
        result.Filled[slot] < 0 ? null : View(policy, explanation.Candidates.First(c => c.TreatmentKey == result.Ranked[result.Filled[slot]].TreatmentKey));

    private static IReadOnlyList<ReplayDifference> Differences(DecisionComparison comparison, PolicySnapshot before, PolicySnapshot after)
    {
        var known = comparison.Recorded.Candidates.ToDictionary(c => c.TreatmentKey);
        var pairs = comparison.Replayed.Candidates.Select(c => (Was: known.GetValueOrDefault(c.TreatmentKey), Would: (CandidateExplanation?)c)).ToList();
        var still = comparison.Replayed.Candidates.Select(c => c.TreatmentKey).ToHashSet();
        pairs.AddRange(comparison.Recorded.Candidates.Where(c => !still.Contains(c.TreatmentKey)).Select(c => ((CandidateExplanation?)c, (CandidateExplanation?)null)));

        // Sentences name the priority that won, so they alone differ for everyone who lost: that is no difference of the candidate. Sorting keeps the order of those alike.
        return [.. pairs.Where(p => FateDiffers(p.Was, p.Would) || NumbersDiffer(p.Was, p.Would))
            .OrderBy(p => p.Was?.Reason == DropReason.None || p.Would?.Reason == DropReason.None ? 0 : FateDiffers(p.Was, p.Would) ? 1 : 2)
            .Select(p => new ReplayDifference(p.Was is null ? null : View(before, p.Was), p.Would is null ? null : View(after, p.Would)))
            .DistinctBy(d => (d.Any.ActionId, d.Recorded?.Sentence, d.Recorded?.Equation, d.Replayed?.Sentence, d.Replayed?.Equation))];
    }

    private static bool FateDiffers(CandidateExplanation? was, CandidateExplanation? would) => was?.Stage != would?.Stage || was?.Reason != would?.Reason;

    // The record holds the numbers of the best only; what it does not hold is not known to differ.
    private static bool NumbersDiffer(CandidateExplanation? was, CandidateExplanation? would) =>
        PolicyViews.Equation(was?.Factors) is { } one && PolicyViews.Equation(would?.Factors) is { } other && one != other;

    private static CandidateView View(PolicySnapshot policy, CandidateExplanation candidate) => ExplanationViews.Candidate(policy, candidate) with { Sentence = candidate.Sentence };
}
