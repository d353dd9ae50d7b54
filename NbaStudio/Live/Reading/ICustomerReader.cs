using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Reads customers for the console. Sentences come in the asked language.</summary>
public interface ICustomerReader
{
    /// <summary>Customers whose id, alias or name contains the text; the most recently active first.</summary>
    /// <param name="text">Null or empty = all.</param>
    /// <param name="skip">At least 0.</param>
    /// <param name="take">In [1, 100].</param>
    /// <param name="language">Language of the sentences.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    Task<CustomerList> FindAsync(string? text, int skip, int take, string language, CancellationToken cancellationToken = default);

    /// <summary>One customer by any of its ids, or null. Sensitive attributes are masked for whoever lacks the scope sensitive.</summary>
    [Needs(Scopes.Customer)]
    Task<CustomerView?> GetAsync(string customerId, string language, Caller who, CancellationToken cancellationToken = default);

    /// <summary>What the customer ever said about consent, the newest first; null when nobody has the id.</summary>
    /// <param name="skip">At least 0.</param>
    /// <param name="take">At least 1.</param>
    [Needs(Scopes.Customer)]
    Task<ConsentHistory?> ConsentsAsync(string customerId, int skip, int take, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>A page of statements of consent.</summary>
/// <param name="Total">How many there are.</param>
public sealed record ConsentHistory(IReadOnlyList<ConsentEntry> Entries, int Total);

/// <summary>One statement of consent.</summary>
/// <param name="Channel">Null = all channels.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Taken">When the hub took it; null = the journal no longer tells.</param>
/// <param name="By">Key or account that sent it; null = the customer, by an answer, or the hub.</param>
/// <param name="Counted">Whether it changed anything: an older one than what was known does not.</param>
public sealed record ConsentEntry(LiveChannel? Channel, string Purpose, bool Granted, DateTimeOffset Said, DateTimeOffset? Taken, string Source, string? Proof, string? By, bool Counted);

/// <summary>One page of customers.</summary>
/// <param name="Total">How many match.</param>
public sealed record CustomerList(IReadOnlyList<CustomerRow> Rows, long Total);

/// <param name="LastMoment">What last happened, as a sentence or label; null = nothing yet.</param>
/// <param name="LastDecision">What the last decision said, silence included; null = none yet.</param>
public sealed record CustomerRow(
    string CustomerId, LocalizedText Name, DateTimeOffset? LastSeen, string? LastMoment, string? LastDecision, bool Online, bool Simulated);

/// <summary>All that the customer page shows.</summary>
public sealed record CustomerView
{
    public required string CustomerId { get; init; }
    public required LocalizedText Name { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Language tag of the customer; null = unknown.</summary>
    public string? Language { get; init; }

    /// <summary>Zone of the customer; null = that of the workspace.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Channels with an open stream now.</summary>
    public IReadOnlyList<LiveChannel> OnlineOn { get; init; } = [];

    public bool Simulated { get; init; }
    public IReadOnlyList<ProfileField> Profile { get; init; } = [];
    public IReadOnlyList<GoalView> Goals { get; init; } = [];
    public IReadOnlyList<ConsentView> Consents { get; init; } = [];
    public IReadOnlyList<NextBestView> NextBest { get; init; } = [];

    /// <summary>Why the latest recorded decision came out as it did; null before any.</summary>
    public ExplanationView? Explanation { get; init; }

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];
    public IReadOnlyList<PressureView> Pressure { get; init; } = [];
    public IReadOnlyList<WaitingView> Waiting { get; init; } = [];
}

public enum GoalStanding : byte { Unknown, Open, OnPlan, Behind, Reached }

/// <summary>What the customer works toward.</summary>
/// <param name="Progress">1 = reached; null = cannot be told.</param>
/// <param name="Plan">Progress that the plan asks for now; null without a deadline.</param>
public sealed record GoalView(LocalizedText Label, double? Progress, double? Plan, DateTimeOffset? Deadline, GoalStanding Standing);

/// <summary>One attribute or aggregate.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">Boxed: double, decimal (money), string, bool, DateTimeOffset or a list of strings; null = missing.</param>
/// <param name="IsShare">A number from 0 to 1 that is shown as percent.</param>
/// <param name="CompleteFrom">From when on the number is complete, where the journal did not reach back to the begin of its window; null = complete.</param>
/// <param name="IsMasked">There may be a value, which the reader may not see.</param>
public sealed record ProfileField(LocalizedText Label, object? Value, bool IsShare = false, DateTimeOffset? CompleteFrom = null, bool IsMasked = false);

public enum ConsentState : byte { Unknown, Granted, Refused }

/// <param name="Purpose">marketing, service or another purpose of the policy.</param>
/// <param name="Since">When it was said; null = never.</param>
/// <param name="Source">Where it was said; null = unknown.</param>
/// <param name="Allowed">What the hub makes of it on this channel, unknown included.</param>
public sealed record ConsentView(LiveChannel Channel, string Purpose, ConsentState State, bool Allowed, DateTimeOffset? Since, string? Source);

/// <summary>What the channel would say now.</summary>
/// <param name="Action">Action's name, or null for silence and closed channels.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Silence">Why silent, or null.</param>
/// <param name="ClosedReason">Why nothing can be said on this channel, as a sentence; null = open.</param>
/// <param name="Explanation">Why, as a preview: nothing was recorded or sent.</param>
public sealed record NextBestView(LiveChannel Channel, string? Action, double? Priority, LiveSilence? Silence, string? ClosedReason, ExplanationView? Explanation = null);

public enum TimelineKind : byte { Event, Trigger, Decision, Silence, Sent, Seen, Accepted, Declined, Consent, Failed }

/// <param name="Title">What happened, ready to show.</param>
/// <param name="Detail">A second line, or null.</param>
/// <param name="DecisionId">Record behind it, or null.</param>
public sealed record TimelineEntry(DateTimeOffset Time, TimelineKind Kind, string Title, string? Detail, string? DecisionId);

/// <summary>How much of a cap is used.</summary>
public sealed record PressureView(string Label, int Used, int Limit);

/// <summary>A timer of the customer.</summary>
public sealed record WaitingView(DateTimeOffset DueAt, string Sentence);
