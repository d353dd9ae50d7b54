using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>How a contact rule forbids.</summary>
public enum ContactRuleKind : byte
{
    /// <summary>At most a number in a sliding window.</summary>
    Cap,

    /// <summary>Rests for a time after an outcome.</summary>
    Rest,

    /// <summary>Never again after an outcome.</summary>
    Never,

    /// <summary>Not at these hours, in the customer's zone.</summary>
    QuietHours,
}

/// <summary>What each count is kept for.</summary>
public enum ContactRulePer : byte { All, Objective, Group, Action, Treatment, Channel }

/// <summary>One contact rule, compiled. Immutable and thread safe.</summary>
public sealed class ContactRuleSnapshot
{
    private readonly ContactBuckets _buckets;

    internal ContactRuleSnapshot(ContactBuckets buckets) => _buckets = buckets;

    /// <summary>Dense index among the rules.</summary>
    public required int Index { get; init; }

    /// <summary>Workspace-wide key.</summary>
    public required int Key { get; init; }

    public required string Id { get; init; }

    public required LabelSnapshot Label { get; init; }

    public required ContactRuleKind Kind { get; init; }

    /// <summary>What is counted (cap) or what starts the rest (rest, never).</summary>
    public required ContactKind Counted { get; init; }

    /// <summary>What the rule is about, as written.</summary>
    public required ScopeDocument Scope { get; init; }

    /// <summary>Treatments that the rule may forbid; service treatments only where <see cref="IncludesService"/> is set.</summary>
    public required TreatmentSet AppliesTo { get; init; }

    public required ContactRulePer Per { get; init; }

    /// <summary>Allowed number in the window, in [1, 200]; 0 where the kind has none.</summary>
    public required int Limit { get; init; }

    /// <summary>Length of the sliding window: an entry counts while time > now - window. 0 where the kind has none.</summary>
    public required long WindowMilliseconds { get; init; }

    /// <summary>Length of the rest; 0 where the kind has none.</summary>
    public required long RestMilliseconds { get; init; }

    /// <summary>Hours of a quiet-hours rule; null otherwise.</summary>
    public required WeeklyHours? Hours { get; init; }

    /// <summary>Whether service actions are bound by it, and counted, as well.</summary>
    public required bool IncludesService { get; init; }

    /// <summary>The bucket in which a candidate is counted, by treatment index; -1 when the rule does not apply to it.</summary>
    public int BucketOfTreatment(int treatment) => AppliesTo.Contains(treatment) ? _buckets.OfCandidate(treatment) : -1;

    /// <summary>The bucket to which an entry of the contact log belongs; -1 when it does not count for this rule.</summary>
    /// <param name="treatment">Index of the entry's treatment (<see cref="PolicySnapshot.TreatmentIndexOfKey"/>), or -1 for one that the policy no longer has.</param>
    /// <param name="channel">Index of the entry's channel (<see cref="PolicySnapshot.ChannelIndexOfKey"/>), or -1.</param>
    /// <remarks>The channel is the one recorded with the contact. Contacts of treatments that no longer exist still count in rules about everything or about a channel.</remarks>
    public int BucketOfEntry(int treatment, int channel) => _buckets.OfEntry(treatment, channel);
}
