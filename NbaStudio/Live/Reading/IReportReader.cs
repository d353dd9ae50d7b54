namespace NbaStudio.Live.Reading;

/// <summary>What was chosen, seen, answered and earned in a time, counted from the journal as far as it reaches. Thread safe.</summary>
public interface IReportReader
{
    /// <summary>A report and the period of the same length before it.</summary>
    Task<ReportView> ReadAsync(ReportQuestion question, string language, CancellationToken cancellationToken = default);
}

/// <summary>What the rows of a report are.</summary>
public enum ReportBy : byte
{
    Objective,
    Action,
    Channel,

    /// <summary>Named conditions and audiences: by who is in them now. A customer may be in several, so that the rows are more than the total.</summary>
    Segment,
    Day,
}

/// <param name="From">First day, in the workspace's zone.</param>
/// <param name="To">Last day; at least <paramref name="From"/>, at most 366 days after it.</param>
/// <param name="Objective">Only this objective; null = all.</param>
/// <param name="Channel">Only this channel; null = all.</param>
public sealed record ReportQuestion(DateOnly From, DateOnly To, ReportBy By, string? Objective = null, string? Channel = null)
{
    /// <summary>Most days of one report.</summary>
    public const int MostDays = 366;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The first day of the period before.</summary>
    public DateOnly FromBefore => From.AddDays(-Days);
}

/// <param name="Since">First day that the journal still tells whole; null = nothing is counted yet.</param>
/// <param name="Rows">Ordered as asked: days by time, the rest by revenue, then by what was chosen.</param>
/// <param name="Objectives">Id and name, to choose from.</param>
/// <param name="Channels">Id and name, to choose from.</param>
public sealed record ReportView(
    ReportQuestion Question, DateOnly? Since, ReportNumbers Total, ReportNumbers TotalBefore, IReadOnlyList<ReportRow> Rows, IReadOnlyList<(string Id, string Name)> Objectives,
    IReadOnlyList<(string Id, string Name)> Channels);

/// <param name="Id">Id of the objective, action or channel, kind and name of the segment (none and gone for the two that have no name), or the day.</param>
/// <param name="Before">The same in the period before; of a day the day as far before.</param>
public sealed record ReportRow(string Id, string Name, ReportNumbers Now, ReportNumbers Before);

/// <summary>What happened.</summary>
/// <param name="Chosen">Chosen by decisions: sent, or handed to a page, app or agent.</param>
/// <param name="Delivered">Delivered by channels that say so.</param>
/// <param name="Seen">Impressions and opens: each contact once for each.</param>
/// <param name="Revenue">Money of the successes, in the workspace's currency.</param>
/// <param name="Unsubscribed">Unsubscribed or complained.</param>
public readonly record struct ReportNumbers(long Chosen, long Delivered, long Seen, long Clicked, long Accepted, double Revenue, long Unsubscribed)
{
    public static ReportNumbers operator +(ReportNumbers a, ReportNumbers b) => new(
        a.Chosen + b.Chosen, a.Delivered + b.Delivered, a.Seen + b.Seen, a.Clicked + b.Clicked, a.Accepted + b.Accepted, a.Revenue + b.Revenue, a.Unsubscribed + b.Unsubscribed);

    public bool IsEmpty => this == default;
}
