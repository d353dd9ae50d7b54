using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Helps to write rules: where they stand, what they can name, what is wrong with one, for whom it would hold. Thread safe; nothing has an effect on customers.</summary>
public interface IRuleDesk
{
    /// <summary>Every place of a policy where a rule can stand, in the order of the policy.</summary>
    IReadOnlyList<RulePlace> Places(PolicySnapshot policy, string language);

    /// <summary>Named conditions and audiences, in the order of the policy, and where each is used.</summary>
    IReadOnlyList<NamedRule> ReadNamed(PolicySnapshot policy, string language);

    /// <summary>What a rule can name.</summary>
    RuleVocabulary Vocabulary(PolicySnapshot policy, string language);

    /// <summary>Reads and checks a rule. Nothing written is no mistake.</summary>
    /// <param name="condition">Name of the condition that it is the text of, so that one that comes back to itself is found; null for every other rule.</param>
    RuleCheck Check(PolicySnapshot policy, string text, string? condition = null);

    /// <summary>Counts over the live base for whom a rule would hold, a page at a time.</summary>
    /// <remarks>A rule that reads sensitive attributes is counted and names no customer.</remarks>
    /// <param name="lines">Its lines; each a condition without mistakes.</param>
    /// <param name="before">The rule as it is; null = none.</param>
    IAsyncEnumerable<RuleReach> CountAsync(PolicySnapshot policy, IReadOnlyList<RuleQuestionLine> lines, string? before, CancellationToken cancellationToken = default);

    /// <summary>What the lines say about one customer; null when there is none with the id. Lines about sensitive attributes are masked for whoever lacks the scope sensitive.</summary>
    [Needs(Scopes.Read)]
    Task<RuleTrialView?> TryAsync(PolicySnapshot policy, IReadOnlyList<RuleQuestionLine> lines, string customerId, string language, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>What a rule says: who may, when it is relevant, for whom it is right; or a condition with a name, or an audience.</summary>
public enum RuleField : byte { Eligibility, Applicability, Suitability, When }

/// <summary>A place where a rule can stand.</summary>
/// <param name="Kind">objective, group, action, treatment, condition or audience.</param>
/// <param name="Label">Its name in the reader's language.</param>
/// <param name="Path">Names of what it stands in, the outermost first.</param>
/// <param name="Rules">What is written, by field; absent where nothing is.</param>
/// <param name="UsedBy">Places that a change here reaches: those that name the condition, or all actions under an objective or group.</param>
public sealed record RulePlace(string Kind, string Id, string Label, IReadOnlyList<string> Path, IReadOnlyDictionary<RuleField, string> Rules, int UsedBy);

/// <param name="Names">What a line can look at.</param>
/// <param name="Events">Types of events: type and name.</param>
/// <param name="Conditions">Named conditions: name and text.</param>
public sealed record RuleVocabulary(IReadOnlyList<RuleName> Names, IReadOnlyList<(string Type, string Label)> Events, IReadOnlyList<(string Name, string Text)> Conditions)
{
    /// <summary>Names that only a decision knows, context.* and trigger.*, as far as the policy uses them.</summary>
    public IReadOnlyList<RuleName> OfDecisions { get; init; } = [];

    /// <summary>Objectives, groups, actions, treatments and channels, whose outcomes can be counted.</summary>
    public IReadOnlyList<RuleItem> Items { get; init; } = [];

    /// <summary>The name of a subject; null when it is none of them.</summary>
    public RuleName? Find(string subject) => Names.FirstOrDefault(n => n.Subject == subject);
}

/// <summary>Something that a line can look at.</summary>
/// <param name="Subject">In the condition language, such as customer.age.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Group">customer, aggregate, goal, score, time or condition.</param>
/// <param name="Values">Values that customers have, for texts; empty for others.</param>
public sealed record RuleName(string Subject, string Label, string Group, ValueKind Kind, IReadOnlyList<string> Values);

/// <summary>Something whose outcomes a rule can count.</summary>
/// <param name="Kind">objective, group, action, treatment or channel.</param>
/// <param name="Label">In the reader's language; its id where it has none.</param>
public sealed record RuleItem(string Kind, string Id, string Label);

/// <summary>What a rule text is.</summary>
/// <param name="Issues">In the order of the text; empty when it can be counted and saved.</param>
/// <param name="Bytes">Length in UTF-8.</param>
public sealed record RuleCheck(IReadOnlyList<ConditionIssue> Issues, int Bytes)
{
    public static RuleCheck Empty { get; } = new([], 0);
}

/// <summary>A rule tried on one customer.</summary>
/// <param name="Name">The customer's name.</param>
public sealed record RuleTrialView(string CustomerId, LocalizedText Name, bool Passes, IReadOnlyList<RuleLineView> Lines)
{
    /// <summary>Whether a line is about something that the reader may not see: then nothing is said of the whole either, and <see cref="Passes"/> is false.</summary>
    public bool IsMasked => Lines.Any(line => line.IsMasked);
}

/// <param name="Truth">Whether the line holds; unknown where a value is missing.</param>
/// <param name="Actual">The value that decided (missing where there is none); null where several values did, or none is needed.</param>
/// <param name="IsShare">Whether it is a share from 0 to 1, which people read as percent.</param>
/// <param name="IsMasked">It is about something that the reader may not see; its truth reads unknown.</param>
public sealed record RuleLineView(Ternary Truth, Value? Actual, bool IsShare, bool IsMasked = false);
