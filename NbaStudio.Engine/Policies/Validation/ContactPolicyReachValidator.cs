using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Warns of contact rules that change nothing, because another one always stops first or nothing is ever counted, and of such that let nothing through.</summary>
internal sealed class ContactPolicyReachValidator : IPolicyValidator
{
    private const int MinutesOfADay = 1_440;
    private const int FewMinutes = 60;

    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public void Validate(ValidationContext context)
    {
        var rules = DocumentIndex.Locate(context.Document.ContactPolicies, "contactPolicies", c => c.Id);
        var reach = new ContactPolicyReach(context.Index);
        for (var i = 0; i < rules.Count; i++)
        {
            var (rule, path) = rules[i];
            WarnOfImplied(reach, rules, i, context.Issues);
            if (rule is { Kind: "quietHours", Hours: { } hours })
            {
                WarnOfAlwaysQuiet(hours, path, context.Issues);
            }

            if (rule is { Kind: "never", Of: "sent" or "impression", Per: "all", Scope.IsAll: true })
            {
                context.Issues.Warning("contact.onceOnly", path, null, rule.Of);
            }

            if (rule is { Kind: "cap", Of: "sent", Scope.Channel: { } id } && context.Document.Channels.FirstOrDefault(c => c.Id == id) is { Direction: "inbound" })
            {
                context.Issues.Warning("contact.nothingSent", path + "/of", "impression", id);
            }
        }

        foreach (var (channel, path) in context.Index.Channels)
        {
            if (channel.QuietHours is { } hours)
            {
                WarnOfAlwaysQuiet(hours, path + "/quietHours", context.Issues);
            }
        }
    }

    private static void WarnOfImplied(ContactPolicyReach reach, IReadOnlyList<Located<ContactPolicyDocument>> rules, int at, IssueList issues)
    {
        var (rule, path) = rules[at];
        var other = rules.Where((o, i) => i != at && reach.Implies(o.Item, rule, isFirst: i < at)).Select(o => o.Item).FirstOrDefault();
        if (other is null)
        {
            return;
        }

        if (other.Kind == "cap")
        {
            issues.Warning("contact.neverBinds", path + "/limit", null, Text(rule.Limit), rule.Window!, other.Id, Text(other.Limit), other.Window!);
        }
        else
        {
            issues.Warning("contact.implied", path, null, other.Id);
        }
    }

    private static void WarnOfAlwaysQuiet(QuietHoursDocument hours, string path, IssueList issues)
    {
        if (DocumentWords.Minute(hours.From) is not { } from || DocumentWords.Minute(hours.To) is not { } to)
        {
            return;
        }

        var length = to > from ? to - from : MinutesOfADay - from + to;
        var days = hours.Days.Count == 0 ? Week.Length : Week.Count(d => hours.Days.Contains(d, StringComparer.OrdinalIgnoreCase));
        if (days == Week.Length && MinutesOfADay - length < FewMinutes)
        {
            issues.Warning("contact.alwaysQuiet", path, null, Text(MinutesOfADay - length));
        }
    }

    private static string Text(int? number) => (number ?? 0).ToString(CultureInfo.InvariantCulture);
}
