using ContactKind = NbaStudio.Engine.Customers.ContactKind;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles contact rules.</summary>
internal static class ContactRuleBuilder
{
    public static ContactRuleSnapshot Build(ContactPolicyDocument policy, int position, DocumentIndex index, Hierarchy hierarchy, LabelSnapshot label)
    {
        var kind = policy.Kind switch { "rest" => ContactRuleKind.Rest, "never" => ContactRuleKind.Never, "quietHours" => ContactRuleKind.QuietHours, _ => ContactRuleKind.Cap };
        var per = Per(policy.Per);
        return new ContactRuleSnapshot(Buckets(policy, per, index, hierarchy))
        {
            Index = position,
            Key = policy.Key ?? 0,
            Id = policy.Id,
            Label = label,
            Kind = kind,
            Counted = DocumentWords.Outcome(policy.Of) ?? ContactKind.Sent,
            Scope = policy.Scope,
            AppliesTo = new TreatmentSet(hierarchy.Treatments.Count, index.TreatmentsIn(policy.Scope).Where(t => IsBound(policy, hierarchy, t))),
            Per = per,
            Limit = kind == ContactRuleKind.Cap ? policy.Limit ?? 0 : 0,
            WindowMilliseconds = kind == ContactRuleKind.Cap ? DocumentWords.Milliseconds(policy.Window, "0s") : 0,
            RestMilliseconds = kind == ContactRuleKind.Rest ? DocumentWords.Milliseconds(policy.Rest, "0s") : 0,
            Hours = kind == ContactRuleKind.QuietHours && policy.Hours is { } hours ? DocumentWords.Hours(hours.From, hours.To, hours.Days) : null,
            IncludesService = policy.IncludesService,
        };
    }

    private static ContactBuckets Buckets(ContactPolicyDocument policy, ContactRulePer per, DocumentIndex index, Hierarchy hierarchy)
    {
        // A scope of one channel is judged by the channel of the contact, not by the channel the treatment has today.
        var hierarchyScope = policy.Scope with { Channel = null };
        var counted = new TreatmentSet(hierarchy.Treatments.Count, index.TreatmentsIn(hierarchyScope).Where(t => IsBound(policy, hierarchy, t)));
        var scopeChannel = policy.Scope.Channel is { } id ? index.ChannelIds.GetValueOrDefault(id, -1) : -1;
        int[]? bucketOf = per switch
        {
            ContactRulePer.Treatment => [.. hierarchy.Treatments.Select(t => t.Index)],
            ContactRulePer.Action => [.. hierarchy.Treatments.Select(t => t.Action)],
            ContactRulePer.Group => [.. hierarchy.Treatments.Select(t => t.Group)],
            ContactRulePer.Objective => [.. hierarchy.Treatments.Select(t => t.Objective)],
            _ => null,
        };
        return new ContactBuckets(counted, bucketOf, [.. hierarchy.Treatments.Select(t => t.Channel)], scopeChannel, per == ContactRulePer.Channel, hierarchyScope.IsAll);
    }

    private static bool IsBound(ContactPolicyDocument policy, Hierarchy hierarchy, int treatment) =>
        policy.IncludesService || hierarchy.Actions[hierarchy.Treatments[treatment].Action].Class == ActionClass.Marketing;

    private static ContactRulePer Per(string word) => word switch
    {
        "treatment" => ContactRulePer.Treatment,
        "action" => ContactRulePer.Action,
        "group" => ContactRulePer.Group,
        "objective" => ContactRulePer.Objective,
        "channel" => ContactRulePer.Channel,
        _ => ContactRulePer.All,
    };
}
