namespace NbaStudio.Data.Retention;

/// <summary>For how many days everything is kept. Immutable.</summary>
public sealed record RetentionDays(int Journal, int Decisions, int Texts, int Deliveries, int Audit)
{
    private const int Most = 3650;

    // Answers are learned, and open responses replayed, for up to 90 days; the link of a message works 30 days longer.
    private const int LongestWindow = 90;
    private const int LongestLink = 120;

    public static IReadOnlyList<RetentionKind> Kinds { get; } = Enum.GetValues<RetentionKind>();

    public int Of(RetentionKind kind) => kind switch
    {
        RetentionKind.Journal => Journal,
        RetentionKind.Decisions => Decisions,
        RetentionKind.Texts => Texts,
        RetentionKind.Deliveries => Deliveries,
        _ => Audit,
    };

    /// <summary>The fewest and the most days allowed. Nothing is kept for ever: 0 is no such word. Texts are part of the journal.</summary>
    public (int Minimum, int Maximum) LimitsOf(RetentionKind kind) => kind switch
    {
        RetentionKind.Texts => (1, Math.Clamp(Journal, LongestWindow, Most)),
        RetentionKind.Deliveries => (LongestLink, Most),
        RetentionKind.Audit => (365, 36_500),
        _ => (LongestWindow, Most),
    };

    /// <summary>What is not allowed; empty where all is.</summary>
    public IReadOnlyList<RetentionIssue> Check() =>
        [.. Kinds.Select(kind => (Kind: kind, Days: Of(kind), Limits: LimitsOf(kind))).Where(k => k.Days < k.Limits.Minimum || k.Days > k.Limits.Maximum).Select(k => new RetentionIssue(k.Kind, k.Days, k.Limits.Minimum, k.Limits.Maximum))];
}

/// <summary>A number of days that is not allowed.</summary>
public sealed record RetentionIssue(RetentionKind Kind, int Days, int Minimum, int Maximum);
