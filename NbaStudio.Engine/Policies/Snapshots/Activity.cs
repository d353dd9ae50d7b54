namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>Whether an item runs, the stronger the later.</summary>
public enum ActivityKind : byte { Active, Paused, Archived }

/// <summary>The levels of the hierarchy, from above.</summary>
public enum HierarchyLevel : byte { Objective, Group, Action, Treatment }

/// <summary>Whether and when an item runs: what it says itself and what everything above it says, together. Where two say the same the nearer one counts. Immutable.</summary>
/// <param name="KindOf">The level that <paramref name="Kind"/> is from; the item's own where all are active.</param>
/// <param name="From">First moment, in milliseconds since 1970 UTC; <see cref="long.MinValue"/> where nobody says one.</param>
/// <param name="FromOf">The level that <paramref name="From"/> is from.</param>
/// <param name="To">First moment after the last, likewise; <see cref="long.MaxValue"/> where nobody says one.</param>
/// <param name="ToOf">The level that <paramref name="To"/> is from.</param>
public readonly record struct Activity(ActivityKind Kind, HierarchyLevel KindOf, long From, HierarchyLevel FromOf, long To, HierarchyLevel ToOf)
{
    /// <summary>No moment lies in all the dates together.</summary>
    public bool IsNever => From >= To;

    public static Activity Of(ObjectiveDocument objective) => Own(objective, HierarchyLevel.Objective);

    public static Activity Of(ObjectiveDocument objective, GroupDocument group) => Of(objective).With(group, HierarchyLevel.Group);

    public static Activity Of(ObjectiveDocument objective, GroupDocument group, ActionDocument action) => Of(objective, group).With(action, HierarchyLevel.Action);

    public static Activity Of(ObjectiveDocument objective, GroupDocument group, ActionDocument action, TreatmentDocument treatment) =>
        Of(objective, group, action).With(treatment, HierarchyLevel.Treatment);

    /// <summary>That of an item one level below: the stronger of both, at the moments that both have.</summary>
    public Activity With(IActivityDocument below, HierarchyLevel level)
    {
        var own = Own(below, level);
        return new Activity(
            own.Kind >= Kind ? own.Kind : Kind, own.Kind >= Kind ? level : KindOf,
            Math.Max(own.From, From), own.From >= From ? level : FromOf,
            Math.Min(own.To, To), own.To <= To ? level : ToOf);
    }

    private static Activity Own(IActivityDocument item, HierarchyLevel level)
    {
        ArgumentNullException.ThrowIfNull(item);
        var kind = item.Archived ? ActivityKind.Archived : item.Paused ? ActivityKind.Paused : ActivityKind.Active;
        return new Activity(kind, level, item.ValidFrom?.ToUnixTimeMilliseconds() ?? long.MinValue, level, item.ValidTo?.ToUnixTimeMilliseconds() ?? long.MaxValue, level);
    }
}
