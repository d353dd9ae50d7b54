namespace NbaStudio.Engine.Policies;

// The items of a policy document: plain data in the shape of the public policy JSON. `Key` is the workspace-wide integer of the item,
// assigned when absent and never reused: the same key with a new id is a rename.

/// <summary>A typed field of the customer's profile.</summary>
public sealed record AttributeDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    /// <summary>number, money, text, boolean, datetime or textset.</summary>
    public string Type { get; init; } = "text";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>share: a number from 0 to 1 that people read as percent; absent = as it is.</summary>
    public string? Unit { get; init; }
    /// <summary>A sensitive attribute (health, origin ...) is never learned from unless <see cref="UsedForLearning"/> is set.</summary>
    public bool Sensitive { get; init; }
    /// <summary>Whether propensity models may use it; absent = yes unless sensitive.</summary>
    public bool? UsedForLearning { get; init; }
}

/// <summary>A declared event type; undeclared types are accepted and counted.</summary>
public sealed record EventDocument
{
    public int? Key { get; init; }
    public string Type { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    public IReadOnlyList<EventPropertyDocument> Properties { get; init; } = [];
}

public sealed record EventPropertyDocument
{
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>number, money, text, boolean or datetime.</summary>
    public string Type { get; init; } = "text";
    public bool Required { get; init; }
}

/// <summary>A live number over a window of events, read as aggregate.&lt;name&gt;.</summary>
public sealed record AggregateDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    /// <summary>count, sum, average, min, max, last, distinct or daysSince.</summary>
    public string Function { get; init; } = "count";
    public string Event { get; init; } = "";
    /// <summary>Property the function reads; absent for count and daysSince.</summary>
    public string? Property { get; init; }
    /// <summary>Condition over the event's properties (bare names or event.name).</summary>
    public string? Where { get; init; }
    /// <summary>Duration text from 1m to 400d, such as 30m or 7d.</summary>
    public string Window { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>share: a number from 0 to 1 that people read as percent; absent = as it is.</summary>
    public string? Unit { get; init; }
}

/// <summary>What a customer works toward.</summary>
public sealed record GoalDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    public string Progress { get; init; } = "";
    public string? Deadline { get; init; }
}

/// <summary>A named condition, reused as condition "name".</summary>
public sealed record ConditionDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    public string When { get; init; } = "";
}

/// <summary>A way to reach customers.</summary>
public sealed record ChannelDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>web, app, email, webhook or agent.</summary>
    public string Kind { get; init; } = "web";
    /// <summary>inbound (the customer asks), outbound (we send) or both.</summary>
    public string Direction { get; init; } = "inbound";
    /// <summary>Consent purpose where an action states none; default marketing.</summary>
    public string PurposeDefault { get; init; } = "marketing";
    /// <summary>Whether unknown consent counts as refused; absent = yes on outbound, no on inbound.</summary>
    public bool? RequireOptIn { get; init; }
    public QuietHoursDocument? QuietHours { get; init; }
    /// <summary>hold (decided again at their end) or drop.</summary>
    public string QuietHoursMode { get; init; } = "hold";
    /// <summary>Money per contact, subtracted from priority. At least 0.</summary>
    public decimal CostPerContact { get; init; }
    /// <summary>Share of priority that exploration may cost, in [0, 0.5]; default 0.01.</summary>
    public double ExplorationBudget { get; init; } = 0.01;
    /// <summary>How long the same customer and placement get the recorded decision again; absent = 10m on web and app, 0 elsewhere.</summary>
    public string? StickyFor { get; init; }
    /// <summary>hold or resend: what happens to a delivery whose fate is unknown after a crash.</summary>
    public string OnUncertain { get; init; } = "hold";
    public IReadOnlyList<PlacementDocument> Placements { get; init; } = [];
    public bool Paused { get; init; }
}

public sealed record QuietHoursDocument
{
    /// <summary>HH:mm in the customer's zone.</summary>
    public string From { get; init; } = "";
    /// <summary>HH:mm in the customer's zone; earlier than From = ends the next day.</summary>
    public string To { get; init; } = "";
    /// <summary>mon ... sun; empty = every day.</summary>
    public IReadOnlyList<string> Days { get; init; } = [];
}

/// <summary>A named place in a channel.</summary>
public sealed record PlacementDocument
{
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>Most positions that one request may ask for, in [1, 20].</summary>
    public int MaximumCount { get; init; } = 1;
}

/// <summary>Why we talk: Grow, Retain, Nurture, Serve.</summary>
public sealed record ObjectiveDocument : IActivityDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>In [0, 10]; 1 is neutral, 0 pauses.</summary>
    public double Lever { get; init; } = 1;
    public ScheduleDocument? Schedule { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }
    public bool Paused { get; init; }
    public bool Archived { get; init; }
    public string? Eligibility { get; init; }
    public string? Applicability { get; init; }
    public string? Suitability { get; init; }
    public IReadOnlyList<GroupDocument> Groups { get; init; } = [];
}

/// <summary>Days and hours (workspace's zone) in which an objective is active.</summary>
public sealed record ScheduleDocument
{
    public IReadOnlyList<string> Days { get; init; } = [];
    public string? From { get; init; }
    public string? To { get; init; }
}

/// <summary>A family of actions.</summary>
public sealed record GroupDocument : IActivityDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    public double Lever { get; init; } = 1;
    /// <summary>Most actions of the group in one decision, at least 1; default 1.</summary>
    public int MaximumPerDecision { get; init; } = 1;
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }
    public bool Paused { get; init; }
    public bool Archived { get; init; }
    public string? Eligibility { get; init; }
    public string? Applicability { get; init; }
    public string? Suitability { get; init; }
    public IReadOnlyList<ActionDocument> Actions { get; init; } = [];
}

/// <summary>What we offer.</summary>
public sealed record ActionDocument : IActivityDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    public double Lever { get; init; } = 1;
    /// <summary>Expression for a lever per customer, clamped to 0.8-1.25.</summary>
    public string? LeverExpression { get; init; }
    /// <summary>marketing or service. Service ignores marketing consent and is placed before arbitration.</summary>
    public string Class { get; init; } = "marketing";
    public string? Purpose { get; init; }
    /// <summary>Value expression in money; absent = the workspace's service value.</summary>
    public string? Value { get; init; }
    public decimal? MaximumValue { get; init; }
    /// <summary>Propensity before any evidence, in (0, 1); absent = the group's mean rate.</summary>
    public double? StartingPropensity { get; init; }
    /// <summary>score.&lt;name&gt; of an imported model whose answer is P; absent = P is learned here.</summary>
    public string? Propensity { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }
    public bool Paused { get; init; }
    public bool Archived { get; init; }
    public string? Eligibility { get; init; }
    public string? Applicability { get; init; }
    public string? Suitability { get; init; }
    public IReadOnlyList<TreatmentDocument> Treatments { get; init; } = [];
}

/// <summary>How an action looks in one channel.</summary>
public sealed record TreatmentDocument : IActivityDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    public string Channel { get; init; } = "";
    /// <summary>Placements of the channel it fits; empty = all.</summary>
    public IReadOnlyList<string> Placements { get; init; } = [];
    public string? Eligibility { get; init; }
    /// <summary>Language tag to content.</summary>
    public IReadOnlyDictionary<string, ContentDocument> Content { get; init; } = new Dictionary<string, ContentDocument>();
    /// <summary>Up to three, the first is the primary one, whose probability is P; empty = one engagement head: positive click and accept.</summary>
    public IReadOnlyList<HeadDocument> Heads { get; init; } = [];
    /// <summary>reply: counts as seen when the reply is given; report: when the channel reports an impression.</summary>
    public string ImpressionOn { get; init; } = "report";
    /// <summary>Half-life of evidence; default 60d.</summary>
    public string HalfLife { get; init; } = "60d";
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }
    public bool Paused { get; init; }
    public bool Archived { get; init; }
}

public sealed record ContentDocument
{
    public string? Subject { get; init; }
    public string? Body { get; init; }
    public string? Image { get; init; }
    /// <summary>What the picture says, for whoever does not see it.</summary>
    public string? ImageAlt { get; init; }
    public string? Link { get; init; }
    /// <summary>Words on the button.</summary>
    public string? Button { get; init; }
}

/// <summary>One probability that is learned for a treatment.</summary>
public sealed record HeadDocument
{
    /// <summary>engagement, conversion or harm.</summary>
    public string Kind { get; init; } = "engagement";
    /// <summary>Outcome names, or event "type" [where ...].</summary>
    public IReadOnlyList<string> Positive { get; init; } = [];
    public IReadOnlyList<string> Negative { get; init; } = [];
    /// <summary>Response window; absent = 30m on web and app, 3d elsewhere.</summary>
    public string? Window { get; init; }
    /// <summary>Value expression of this head; absent = the action's value (harm needs one, of 0 or less).</summary>
    public string? Value { get; init; }
    /// <summary>Probability of a further head before any evidence; absent = the group's mean rate. That of the first head is the action's.</summary>
    public double? StartingPropensity { get; init; }
}

public sealed record AudienceDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    public string When { get; init; } = "";
}

/// <summary>How often is enough.</summary>
public sealed record ContactPolicyDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>cap, rest, never or quietHours.</summary>
    public string Kind { get; init; } = "cap";
    /// <summary>What is counted or what starts the rest: sent, impression, click, accept, reject, dismiss, unsubscribe, complaint, conversion.</summary>
    public string? Of { get; init; }
    public ScopeDocument Scope { get; init; } = new();
    /// <summary>What each count is kept for: treatment, action, group, objective, channel or all.</summary>
    public string Per { get; init; } = "all";
    /// <summary>Allowed number in the window, in [1, 200].</summary>
    public int? Limit { get; init; }
    public string? Window { get; init; }
    /// <summary>How long to rest after the outcome; 0 is refused.</summary>
    public string? Rest { get; init; }
    public QuietHoursDocument? Hours { get; init; }
    public bool IncludesService { get; init; }
}

/// <summary>What a rule is about; all null = everything. At most one of the fields is set.</summary>
public sealed record ScopeDocument
{
    public string? Objective { get; init; }
    public string? Group { get; init; }
    public string? Action { get; init; }
    public string? Treatment { get; init; }
    public string? Channel { get; init; }
    public bool IsAll => Objective is null && Group is null && Action is null && Treatment is null && Channel is null;
}

/// <summary>What is scarce across customers.</summary>
public sealed record BudgetDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    public ScopeDocument Scope { get; init; } = new();
    /// <summary>count or money.</summary>
    public string Unit { get; init; } = "count";
    /// <summary>sent or accepted.</summary>
    public string UsedBy { get; init; } = "sent";
    /// <summary>hard holds the full amount while the offer is open; expected takes P x amount for good, of money: a piece has no parts and is held whole.</summary>
    public string Mode { get; init; } = "hard";
    /// <summary>Money used by one contact or acceptance; needed with unit money.</summary>
    public string? Amount { get; init; }
    public decimal Limit { get; init; }
    /// <summary>day, week, month or total (workspace's zone).</summary>
    public string Period { get; init; } = "month";
}

/// <summary>If the condition holds, the scope's actions weigh more (or less).</summary>
public sealed record ContextWeightDocument
{
    public int? Key { get; init; }
    public string When { get; init; } = "";
    public ScopeDocument Scope { get; init; } = new();
    /// <summary>In [0, 10].</summary>
    public double Weight { get; init; } = 1;
}

/// <summary>What calls for a decision.</summary>
public sealed record TriggerDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>Pattern text, such as event "cart_added" then not event "purchase" within 45m.</summary>
    public string? Pattern { get; init; }
    /// <summary>In place of a pattern: calendar times on the customer's clock, such as every tuesday at 10:00 or on 2026-12-24 at 08:00.</summary>
    public string? Schedule { get; init; }
    /// <summary>Name of the audience of a schedule, or of a named condition.</summary>
    public string? Audience { get; init; }
    public IReadOnlyList<string> Channels { get; init; } = [];
    public IReadOnlyList<string> FallBackChannels { get; init; } = [];
    public ScopeDocument Scope { get; init; } = new();
    /// <summary>How long after the moment a decision still makes sense; default 10m.</summary>
    public string? ValidFor { get; init; }
    /// <summary>How long matches are held back for late events, up to 7d; absent = given at once.</summary>
    public string? WaitForLate { get; init; }
    public string? CoolDown { get; init; }
    /// <summary>Most customers of a schedule decided for in a minute, in [1, 600000]; absent = as many as the hub can.</summary>
    public int? PacePerMinute { get; init; }
    /// <summary>Names of triggers that only decisions of this one arm.</summary>
    public IReadOnlyList<string> FollowUps { get; init; } = [];
}

/// <summary>Weights, references and thresholds of P x C x V x L.</summary>
public sealed record ArbitrationDocument
{
    public WeightsDocument Weights { get; init; } = new();
    public ReferencesDocument? References { get; init; }
    /// <summary>Priority at or below which nothing is said; at least 0, default 0.</summary>
    public double SilenceThreshold { get; init; }
    /// <summary>In [0, 1]; default 0.</summary>
    public double MinimumPropensity { get; init; }
    /// <summary>Most candidates among which slot 1 is explored, in [1, 32]; default 8.</summary>
    public int Shortlist { get; init; } = 8;
}

/// <summary>Exponents of the four factors, each in [0, 2]; 1 = as it is, 0 = off.</summary>
public sealed record WeightsDocument
{
    public double P { get; init; } = 1;
    public double C { get; init; } = 1;
    public double V { get; init; } = 1;
    public double L { get; init; } = 1;
}

/// <summary>Typical propensity and value that weights other than 1 turn about. Fixed in the revision.</summary>
public sealed record ReferencesDocument
{
    public double P { get; init; }
    public double V { get; init; }
}

/// <summary>Customers who are kept out so that the effect can be measured.</summary>
public sealed record HoldOutDocument
{
    public int? Key { get; init; }
    public string Id { get; init; } = "";
    /// <summary>all, or the id of an objective.</summary>
    public string Scope { get; init; } = "all";
    /// <summary>In (0, 0.5].</summary>
    public double Share { get; init; }
    public string Salt { get; init; } = "";
}

public sealed record FairnessDocument
{
    public string Attribute { get; init; } = "";
    /// <summary>rateRatio or meanValue.</summary>
    public string Measure { get; init; } = "rateRatio";
    public double Low { get; init; }
    public double High { get; init; }
}
