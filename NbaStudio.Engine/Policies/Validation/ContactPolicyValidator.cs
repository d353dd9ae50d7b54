using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks that each contact rule has what its kind needs and nothing else.</summary>
internal sealed class ContactPolicyValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (rule, path) in DocumentIndex.Locate(context.Document.ContactPolicies, "contactPolicies", c => c.Id))
        {
            if (context.Scope(rule.Scope, path + "/scope"))
            {
                WarnOfService(rule, path, context);
            }

            CheckParts(rule, path, context.Issues);
            CheckRest(rule, path, context.Issues);
            if (rule is { Kind: "quietHours", Hours: { } hours })
            {
                Hours.Check(hours.From, hours.To, path + "/hours", context.Issues);
            }
        }
    }

    private static void CheckParts(ContactPolicyDocument rule, string path, IssueList issues)
    {
        (string Field, bool Given, bool Needed)[] parts =
        [
            ("limit", rule.Limit is not null, rule.Kind == "cap"),
            ("window", rule.Window is not null, rule.Kind == "cap"),
            ("rest", rule.Rest is not null, rule.Kind == "rest"),
            ("hours", rule.Hours is not null, rule.Kind == "quietHours"),
        ];
        var isKnown = rule.Kind is "cap" or "rest" or "never" or "quietHours";
        foreach (var (field, given, needed) in parts)
        {
            if (needed && !given)
            {
                issues.Error("contact.missing", $"{path}/{field}", null, rule.Kind, field);
            }
            else if (given && !needed && isKnown && !IsNeverWithRest(rule, field))
            {
                issues.Error("contact.unused", $"{path}/{field}", null, rule.Kind, field);
            }
        }

        if (isKnown && rule.Kind != "quietHours" && rule.Of is null)
        {
            issues.Error("contact.ofMissing", path + "/of", null, rule.Kind == "cap" ? "it counts (of)" : "starts it (of)");
        }
        else if (rule.Kind == "quietHours" && rule.Of is not null)
        {
            issues.Error("contact.unused", path + "/of", null, rule.Kind, "of");
        }
    }

    // Never with a rest of 0 is how other tools say "for good": said in a sentence of its own.
    private static bool IsNeverWithRest(ContactPolicyDocument rule, string field) => rule.Kind == "never" && field == "rest" && IsZero(rule.Rest);

    private static void CheckRest(ContactPolicyDocument rule, string path, IssueList issues)
    {
        if (rule.Rest is not { } rest)
        {
            return;
        }

        if (IsZero(rest))
        {
            issues.Error("contact.restZero", path + "/rest", rule.Kind == "never" ? null : "never");
        }
        else if (!Durations.TryParse(rest, out var duration) || duration < TimeSpan.FromMinutes(1) || duration > TimeSpan.FromDays(400))
        {
            issues.Error("contact.rest", path + "/rest", null, rest);
        }
    }

    private static bool IsZero(string? rest) => rest is "0" || (Durations.TryParse(rest, out var duration) && duration == TimeSpan.Zero);

    private static void WarnOfService(ContactPolicyDocument rule, string path, ValidationContext context)
    {
        var index = context.Index;
        var inScope = index.TreatmentsIn(rule.Scope).ToList();
        if (!rule.IncludesService && inScope.Count > 0 && inScope.All(t => index.Actions[index.Treatments[t].Action].Item.Class == "service"))
        {
            context.Issues.Warning("contact.service", path + "/includesService", null);
        }
    }
}
