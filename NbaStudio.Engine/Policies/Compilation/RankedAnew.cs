using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Makes the snapshot of a document that ranks otherwise than one that is compiled already, and says nothing else otherwise: levers, context weights, weights of the factors, thresholds, exploration, cost per contact. A marketer who moves a lever changes no more, and rules and contents need not be read anew for it.</summary>
internal static class RankedAnew
{
    /// <summary>Whether nothing but ranking differs. False also where lists that are the same in words are not the same in memory: then the whole document is compiled.</summary>
    public static bool IsAllThatDiffers(PolicyDocument before, PolicyDocument after) =>
        before with
        {
            Arbitration = after.Arbitration, Channels = after.Channels, ContactPolicies = after.ContactPolicies, Budgets = after.Budgets, ContextWeights = after.ContextWeights, Objectives = after.Objectives,
        } == after
        && Same(before.ContactPolicies, after.ContactPolicies, static (b, _) => b)
        && Same(before.Budgets, after.Budgets, static (b, _) => b)
        && Same(before.Channels, after.Channels, static (b, a) => b with { ExplorationBudget = a.ExplorationBudget, CostPerContact = a.CostPerContact })
        && Same(before.ContextWeights, after.ContextWeights, static (b, a) => b with { Weight = a.Weight })
        && Same(before.Objectives, after.Objectives, static (b, a) => b with { Lever = a.Lever, Groups = a.Groups })
        && Same(before.Objectives, after.Objectives, static o => o.Groups, static (b, a) => b with { Lever = a.Lever, Actions = a.Actions })
        && before.Objectives.Zip(after.Objectives).All(static o => Same(o.First.Groups, o.Second.Groups, static g => g.Actions, static (b, a) => b with { Lever = a.Lever }));

    /// <param name="document">Differs from the snapshot's in ranking only, and is valid.</param>
    public static PolicySnapshot Of(PolicySnapshot like, PolicyDocument document, int revision, DateTimeOffset publishedAt)
    {
        ObjectiveDocument[] objectives = [.. document.Objectives];
        GroupDocument[] groups = [.. objectives.SelectMany(o => o.Groups)];
        ActionDocument[] actions = [.. groups.SelectMany(g => g.Actions)];
        return like.RankedAs(
            document, revision, publishedAt,
            [.. like.Channels.Select((c, i) => c with { ExplorationBudget = document.Channels[i].ExplorationBudget, CostPerContact = (double)document.Channels[i].CostPerContact })],
            [.. like.Objectives.Select((o, i) => o with { Lever = objectives[i].Lever })],
            [.. like.Groups.Select((g, i) => g with { Lever = groups[i].Lever })],
            [.. like.Actions.Select((a, i) => a with { Lever = HierarchyBuilder.LeverOf(objectives[a.Objective], groups[a.Group], actions[i]) })],
            [.. like.ContextWeights.Select((w, i) => w with { Weight = document.ContextWeights[i].Weight })],
            RuleBuilder.ArbitrationOf(document));
    }

    /// <param name="as">The item before, with what only ranks taken from after.</param>
    private static bool Same<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, T, T> @as)
        where T : class
    {
        if (before.Count != after.Count)
        {
            return false;
        }

        for (var i = 0; i < before.Count; i++)
        {
            if (!ReferenceEquals(before[i], after[i]) && !@as(before[i], after[i]).Equals(after[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same<TParent, T>(IReadOnlyList<TParent> before, IReadOnlyList<TParent> after, Func<TParent, IReadOnlyList<T>> below, Func<T, T, T> @as)
        where T : class =>
        before.Zip(after).All(pair => Same(below(pair.First), below(pair.Second), @as));
}
