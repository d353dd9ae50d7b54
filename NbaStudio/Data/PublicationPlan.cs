namespace NbaStudio.Data;

/// <summary>How far a planned publication has come.</summary>
public enum PlanState { Waiting, Published, Failed, Cancelled }

/// <summary>A change that is to be published at a time.</summary>
/// <param name="Hash">Hash of the edits that are published; others are not.</param>
/// <param name="Who">Who planned it.</param>
/// <param name="Note">Why it failed; null for the rest.</param>
/// <param name="Revision">What it became.</param>
/// <param name="Watch">How it is watched then; null = not.</param>
/// <param name="Share">Of the customers who get it, as a trial; null = everyone does.</param>
public sealed record PublicationPlan(string ChangeId, DateTimeOffset At, string Hash, string Who, PlanState State, string? Note, int? Revision, WatchConditions? Watch, double? Share = null);

/// <summary>How a watch stands. Superseded: another revision came into force meanwhile.</summary>
public enum WatchState { Watching, Passed, RolledBack, Superseded, Ended, Failed }

/// <summary>A revision that is watched after it was published.</summary>
/// <param name="Before">The revision that it would be rolled back to.</param>
/// <param name="Note">What broke which condition, or why it ended; null while it is watched.</param>
public sealed record PublicationWatch(int Revision, int Before, DateTimeOffset Since, string Who, WatchConditions Conditions, WatchState State, string? Note, DateTimeOffset? EndedAt)
{
    public DateTimeOffset Until => Since.AddHours(Conditions.Hours);
}
