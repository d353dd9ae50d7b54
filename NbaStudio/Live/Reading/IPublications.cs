using System.Globalization;
using NbaStudio.Data;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Publishing at a time, and watching what was published. Thread safe.</summary>
public interface IPublications
{
    /// <summary>Plans that wait or failed, and the newest watches with their figures.</summary>
    Task<PublicationsView> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Publishes a change at a time: the edits that have this hash, and nothing else. Where exactly one may approve it is approved now.</summary>
    /// <param name="at">In the next 366 days.</param>
    /// <param name="watch">How it is watched then; null = not.</param>
    /// <param name="share">Of the customers who get it then, as a trial, in [0.01, 0.5]; null = everyone does.</param>
    [Needs(Scopes.Publish)]
    Task<BoardResult> PlanAsync(string change, DateTimeOffset at, string seenHash, WatchConditions? watch, Caller who, double? share = null, CancellationToken cancellationToken = default);

    /// <summary>Takes a plan back, or a failed one from sight.</summary>
    [Needs(Scopes.Publish)]
    Task<BoardResult> CancelAsync(string change, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Watches the revision in force from now on.</summary>
    [Needs(Scopes.Publish)]
    Task<BoardResult> WatchAsync(int revision, WatchConditions conditions, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Ends a watch without rolling back.</summary>
    [Needs(Scopes.Publish)]
    Task<BoardResult> EndWatchAsync(int revision, Caller who, CancellationToken cancellationToken = default);
}

public sealed record PublicationsView(IReadOnlyList<PlanView> Plans, IReadOnlyList<WatchView> Watches);

/// <param name="Name">Name of the change.</param>
public sealed record PlanView(PublicationPlan Plan, string Name);

/// <summary>A watch as it stands.</summary>
/// <param name="Before">Answers in as long a time before it began; of a trial those of everyone else.</param>
/// <param name="After">Answers since; of a trial those of its customers.</param>
/// <param name="Decisions">Decisions of the revision since the hub started.</param>
/// <param name="P99">Milliseconds that 99 of 100 of them took at most; null before any.</param>
/// <param name="IsTrial">Whether it is a trial, named by its first revision: what breaks the watch withdraws it.</param>
public sealed record WatchView(PublicationWatch Watch, WatchCounts Before, WatchCounts After, long Decisions, double? P99, bool IsTrial = false);

/// <summary>A condition that did not hold.</summary>
/// <param name="Code">p99, acceptance or harm.</param>
/// <param name="Actual">Milliseconds, or a share in [0, 1].</param>
/// <param name="Limit">In the same unit.</param>
/// <param name="Count">Decisions, or seen.</param>
public sealed record BrokenCondition(string Code, double Actual, double Limit, long Count)
{
    /// <summary>As it is stored: code, actual, limit and count with semicolons between.</summary>
    public string ToNote() => string.Create(CultureInfo.InvariantCulture, $"{Code};{Actual:R};{Limit:R};{Count}");

    /// <summary>Null where the note is of another sort.</summary>
    public static BrokenCondition? Parse(string? note) => note?.Split(';') is [var code, var actual, var limit, var count]
        && double.TryParse(actual, CultureInfo.InvariantCulture, out var a) && double.TryParse(limit, CultureInfo.InvariantCulture, out var l) && long.TryParse(count, CultureInfo.InvariantCulture, out var n)
        ? new BrokenCondition(code, a, l, n) : null;
}

/// <summary>Answers of customers.</summary>
/// <param name="Seen">Shown or delivered.</param>
/// <param name="Positives">Successes.</param>
/// <param name="Harms">Unsubscribed, complained or bounced.</param>
public readonly record struct WatchCounts(long Seen, long Positives, long Harms)
{
    public static WatchCounts operator +(WatchCounts a, WatchCounts b) => new(a.Seen + b.Seen, a.Positives + b.Positives, a.Harms + b.Harms);

    /// <summary>Successes of those who saw; null while nobody did.</summary>
    public double? Acceptance => Seen == 0 ? null : (double)Positives / Seen;

    public double? Harm => Seen == 0 ? null : (double)Harms / Seen;
}
