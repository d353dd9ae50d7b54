using NbaStudio.Engine.Serving;

namespace NbaStudio.Live.Reading;

/// <summary>Reads the triggers that wait for patterns, and how far their moments came.</summary>
public interface ITriggerReader
{
    /// <summary>All of the live policy, in its order.</summary>
    /// <param name="language">Language of labels and sentences.</param>
    TriggerOverview Read(string language);
}

/// <param name="Since">From when on the funnels count: the start of the hub; null before.</param>
/// <param name="Triggers">Those with a pattern; schedules are read by <see cref="IScheduleReader"/>.</param>
public sealed record TriggerOverview(DateTimeOffset? Since, IReadOnlyList<TriggerView> Triggers, IReadOnlyList<GoalRuleView> Goals);

/// <summary>A trigger that waits for a pattern.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Sentence">What it waits for, in the reader's language.</param>
/// <param name="Pattern">The pattern, canonical.</param>
/// <param name="Scope">What it may choose from, in words; null = everything.</param>
/// <param name="CoolDown">Zero = none.</param>
/// <param name="WaitForLate">Zero = matches are given at once.</param>
/// <param name="Follows">Labels of the triggers that it follows up.</param>
public sealed record TriggerView(
    string Name, string Label, string Sentence, string Pattern, IReadOnlyList<string> Channels, string? Scope, TimeSpan ValidFor, TimeSpan CoolDown, TimeSpan WaitForLate,
    IReadOnlyList<string> Follows, TriggerCounts Counts);

/// <summary>A goal of the policy.</summary>
/// <param name="Progress">The expression that tells how far a customer is.</param>
/// <param name="Deadline">The expression of the deadline; null = none.</param>
/// <param name="Triggers">Labels of the triggers that wait for goals.</param>
public sealed record GoalRuleView(string Name, string Label, string Progress, string? Deadline, IReadOnlyList<string> Triggers);
