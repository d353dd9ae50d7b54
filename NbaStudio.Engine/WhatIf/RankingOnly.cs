using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Whether two policies differ only in how scored candidates are ranked and drawn: levers, context weights, weights of the factors, thresholds, exploration, cost per contact.</summary>
/// <remarks>Then nothing before stage 9 can come out otherwise, and a decision need not be made from its start.</remarks>
internal static class RankingOnly
{
    /// <param name="sample">Whose policy is compared; what is compared of it is written down once.</param>
    public static bool IsBetween(WhatIfSample sample, PolicySnapshot after) =>
        sample.Today.Treatments.Count == after.Treatments.Count && SameLayout(sample.Today, after) && sample.Neutral.AsSpan().SequenceEqual(Neutral(after));

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

    /// <summary>A policy without what only ranks, as JSON.</summary>
    public static byte[] Neutral(PolicySnapshot policy) => PolicyJson.Write(Neutral(policy.Document));

    private static PolicyDocument Neutral(PolicyDocument document) => document with
    {
        Arbitration = new(),
        ContextWeights = [],
        Channels = [.. document.Channels.Select(c => c with { ExplorationBudget = 0, CostPerContact = 0 })],
        Objectives =
        [
            .. document.Objectives.Select(o => o with { Lever = 1, Groups = [.. o.Groups.Select(g => g with { Lever = 1, Actions = [.. g.Actions.Select(a => a with { Lever = 1 })] })] }),
        ],
    };
}
