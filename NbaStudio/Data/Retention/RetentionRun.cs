namespace NbaStudio.Data.Retention;

/// <summary>A run of retention. Times are the hub's clock.</summary>
/// <param name="Finished">Null while it runs, or until it is taken up again after it was cut off.</param>
public sealed record RetentionRun(long Id, DateTimeOffset Started, DateTimeOffset? Finished, RetentionCounts Deleted);

/// <summary>How many rows of each kind were deleted.</summary>
/// <param name="Ids">Remembered ids of events and requests.</param>
/// <param name="Links">Tracking tokens.</param>
public readonly record struct RetentionCounts(long Journal, long Decisions, long Texts, long Deliveries, long Ids, long Links, long Audit)
{
    public static RetentionCounts operator +(RetentionCounts a, RetentionCounts b) => new(
        a.Journal + b.Journal, a.Decisions + b.Decisions, a.Texts + b.Texts, a.Deliveries + b.Deliveries, a.Ids + b.Ids, a.Links + b.Links, a.Audit + b.Audit);
}
