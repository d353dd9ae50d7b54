namespace NbaStudio.Engine.Policies;

/// <summary>A whole policy as a marketer edits it: what can be said, to whom, how often, and how it is weighed. Immutable; edits make a copy.</summary>
/// <remarks>Documents hold what was written, right or wrong: validation reports every issue, compilation makes the <see cref="PolicySnapshot"/> that decides.</remarks>
public sealed record PolicyDocument
{
    /// <summary>Version of the document's shape. Always 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Name of the workspace, shown in the console's header.</summary>
    public string Name { get; init; } = "";

    /// <summary>ISO 4217 code of the one currency of all money values.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>IANA name of the time zone used where a customer has none.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Language tags that content may be written in.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    /// <summary>Language used where a customer has none; one of <see cref="Languages"/>.</summary>
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>Value in money of an action that states none. Above 0; default 1.</summary>
    public decimal ServiceValue { get; init; } = 1;

    public IReadOnlyList<AttributeDocument> Attributes { get; init; } = [];
    public IReadOnlyList<EventDocument> Events { get; init; } = [];
    public IReadOnlyList<TextModelDocument> TextModels { get; init; } = [];
    public IReadOnlyList<AggregateDocument> Aggregates { get; init; } = [];
    public IReadOnlyList<ScoreDocument> Scores { get; init; } = [];
    public IReadOnlyList<GoalDocument> Goals { get; init; } = [];
    public IReadOnlyList<ConditionDocument> Conditions { get; init; } = [];
    public IReadOnlyList<ChannelDocument> Channels { get; init; } = [];
    public IReadOnlyList<ObjectiveDocument> Objectives { get; init; } = [];
    public IReadOnlyList<AudienceDocument> Audiences { get; init; } = [];
    public IReadOnlyList<ContactPolicyDocument> ContactPolicies { get; init; } = [];
    public IReadOnlyList<BudgetDocument> Budgets { get; init; } = [];
    public IReadOnlyList<ContextWeightDocument> ContextWeights { get; init; } = [];
    public IReadOnlyList<TriggerDocument> Triggers { get; init; } = [];
    public ArbitrationDocument Arbitration { get; init; } = new();
    public IReadOnlyList<HoldOutDocument> HoldOuts { get; init; } = [];

    /// <summary>Share of decisions whose first slot is drawn evenly, in [0, 0.2]; default 0.01.</summary>
    public double RandomCheck { get; init; } = 0.01;

    public IReadOnlyList<FairnessDocument> Fairness { get; init; } = [];
}
