using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Whether two policies differ only in how scored candidates are ranked and drawn: levers, context weights, weights of the factors, thresholds, exploration, cost per contact.</summary>
/// <remarks>Then nothing before stage 9 can come out otherwise, and a decision need not be made from its start.</remarks>
internal static class RankingOnly
{
    /// <remarks>Not where the reference of P differs: it is also where actions without a starting propensity start.</remarks>
    /// <param name="sample">Whose policy is compared; what is compared of it is written down once.</param>
    public static bool IsBetween(WhatIfSample sample, PolicySnapshot after) =>
        sample.Today.Arbitration.ReferenceP == after.Arbitration.ReferenceP
        && (RankedAnew.IsAllThatDiffers(sample.Today.Document, after.Document)
        || (sample.Today.Treatments.Count == after.Treatments.Count && SameLayout(sample.Today, after) && SameExamples(sample.Today.Document, after.Document) && sample.Neutral.AsSpan().SequenceEqual(Neutral(after))));

    /// <summary>Whether both read the same inputs in the same places.</summary>
    public static bool SameLayout(PolicySnapshot before, PolicySnapshot after)
    {
        if (before.Layout.Count != after.Layout.Count)
        {
            return false;
        }

        for (var i = 0; i < before.Layout.Count; i++)
        {
            if (before.Layout.Slots[i].Name != after.Layout.Slots[i].Name || before.Layout.Slots[i].Kind != after.Layout.Slots[i].Kind)
            {
                return false;
            }
        }

        return true;
    }

    // Most of a policy, and nearly always those of today: not worth writing down.
    private static bool SameExamples(PolicyDocument before, PolicyDocument after) =>
        before.TextModels.Count == after.TextModels.Count && before.TextModels.Zip(after.TextModels).All(m => ReferenceEquals(m.First.Examples, m.Second.Examples) || m.First.Examples.SequenceEqual(m.Second.Examples));

    /// <summary>A policy without what only ranks, and without its examples, as JSON.</summary>
    public static byte[] Neutral(PolicySnapshot policy) => PolicyJson.Write(Neutral(policy.Document));

    private static PolicyDocument Neutral(PolicyDocument document) => document with
    {
        Arbitration = new(),
        ContextWeights = [],
        TextModels = [.. document.TextModels.Select(m => m with { Examples = [] })],
        Channels = [.. document.Channels.Select(c => c with { ExplorationBudget = 0, CostPerContact = 0 })],
        Objectives =
        [
            .. document.Objectives.Select(o => o with { Lever = 1, Groups = [.. o.Groups.Select(g => g with { Lever = 1, Actions = [.. g.Actions.Select(a => a with { Lever = 1 })] })] }),
        ],
    };
}
