using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Control groups and the random check: fixed by hashes before any candidate is looked at.</summary>
public static class Arms
{
    private const long RandomCheckSalt = 0x5243;

    /// <summary>The hold-outs of a policy, as they draw customers.</summary>
    public static IReadOnlyList<HoldOutDraw> HoldOutsOf(PolicySnapshot policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.HoldOuts.Select(h => new HoldOutDraw(h.Key, h.Objective < 0 ? null : policy.Objectives[h.Objective].Key, h.Share, h.Salt))];
    }

    /// <summary>Hold-outs by customer (sticky while share and salt stay), the random check by decision.</summary>
    public static DecisionArm Of(PolicySnapshot policy, DecisionId id)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var all = false;
        List<int>? objectives = null;
        foreach (var holdOut in policy.HoldOuts)
        {
            if (!HoldOutDraw.Holds(id.Customer, holdOut.Salt, holdOut.Share))
            {
                continue;
            }

            if (holdOut.Objective < 0)
            {
                all = true;
            }
            else
            {
                (objectives ??= []).Add(policy.Objectives[holdOut.Objective].Key);
            }
        }

        objectives?.Sort();
        var random = policy.RandomCheck > 0 && StableHash.ToUnit(StableHash.Of(id.Customer, id.Number, RandomCheckSalt)) < policy.RandomCheck;
        return !all && objectives is null && !random ? DecisionArm.Treated : new DecisionArm(all, objectives is null ? [] : objectives, random);
    }
}
