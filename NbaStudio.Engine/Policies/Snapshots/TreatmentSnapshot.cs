using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>How an action looks in one channel, compiled: the unit that becomes a candidate.</summary>
/// <param name="Index">Dense index among the treatments of all actions.</param>
/// <param name="Key">Workspace-wide key, as the contact log and the models know it.</param>
/// <param name="Action">Index of its action; likewise <paramref name="Group"/>, <paramref name="Objective"/>, <paramref name="Channel"/>.</param>
/// <param name="PlacementMask">Bit n = it fits placement n of its channel. Channels without placements have all bits set.</param>
/// <param name="Eligibility">The treatment's own condition; null = always.</param>
/// <param name="Heads">One to three; the first is the primary one, whose probability is P.</param>
/// <param name="SeenOnReply">Whether it counts as seen when the reply is given, else when the channel reports an impression.</param>
/// <param name="HalfLifeMilliseconds">Half-life of its evidence.</param>
/// <param name="Activity">Whether and when it runs, with everything above it.</param>
public sealed record TreatmentSnapshot(
    int Index, int Key, string Id, int Action, int Group, int Objective, int Channel, ulong PlacementMask, CompiledExpression? Eligibility, ContentSnapshot Content,
    IReadOnlyList<HeadSnapshot> Heads, bool SeenOnReply, long HalfLifeMilliseconds, Activity Activity)
{
    /// <summary>The further head of this kind; null where it has none. The primary head is not meant.</summary>
    public HeadSnapshot? FurtherHead(HeadKind kind)
    {
        for (var i = 1; i < Heads.Count; i++)
        {
            if (Heads[i].Kind == kind)
            {
                return Heads[i];
            }
        }

        return null;
    }

    /// <summary>Whether it fits the placement with this index in its channel.</summary>
    public bool Fits(int placement) => (uint)placement < 64 && (PlacementMask & (1UL << placement)) != 0;
}

/// <summary>What a head learns. Recorded: never renumber.</summary>
public enum HeadKind : byte { Engagement, Conversion, Harm }

/// <summary>One probability that is learned for a treatment.</summary>
/// <param name="WindowMilliseconds">Response window: silence after it is a negative.</param>
/// <param name="Value">Money if it happens; null = the action's value. Harm has a negative one.</param>
/// <param name="StartingPropensity">Of a further head, in (0, 1); NaN = the group's mean rate. That of the primary head is the action's.</param>
public sealed record HeadSnapshot(HeadKind Kind, OutcomeSet Positive, OutcomeSet Negative, long WindowMilliseconds, CompiledExpression? Value, double StartingPropensity);

/// <summary>Outcomes and events that count as one side of a head. Immutable and thread safe.</summary>
/// <param name="KindMask">Bit n = the <see cref="ContactKind"/> with number n.</param>
/// <param name="Events">Events that count; attributed to the latest delivered treatment that lists them.</param>
public sealed record OutcomeSet(uint KindMask, IReadOnlyList<WhereFilter> Events)
{
    /// <summary>Whether the outcome is in the set.</summary>
    public bool Contains(ContactKind kind) => (KindMask & (1U << (int)kind)) != 0;
}
