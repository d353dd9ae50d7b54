using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Warns of caps that can never bind because another cap over the same contacts always binds first.</summary>
internal sealed class ContactPolicyReachValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        var caps = DocumentIndex.Locate(context.Document.ContactPolicies, "contactPolicies", c => c.Id)
            .Where(c => c.Item is { Kind: "cap", Of: not null, Limit: not null } && Durations.TryParse(c.Item.Window, out _)).ToList();
        foreach (var group in caps.GroupBy(c => (c.Item.Of, c.Item.Per, c.Item.Scope, c.Item.IncludesService)))
        {
            List<Located<ContactPolicyDocument>> members = [.. group];
            for (var i = 0; i < members.Count; i++)
            {
                var blocker = members.Where((_, j) => j != i).Select(m => m.Item).FirstOrDefault(o => Hides(o, members[i].Item, members, i));
                if (blocker is not null)
                {
                    var (rule, path) = members[i];
                    context.Issues.Warning(
                        "contact.neverBinds", path + "/limit", null, Text(rule.Limit), rule.Window!, blocker.Id, Text(blocker.Limit), blocker.Window!);
                }
            }
        }
    }

    // A window at least as long with a limit at or below: the longer one is always reached first. Of two equal ones the later is reported.
    private static bool Hides(ContactPolicyDocument other, ContactPolicyDocument rule, List<Located<ContactPolicyDocument>> members, int position)
    {
        Durations.TryParse(other.Window, out var otherWindow);
        Durations.TryParse(rule.Window, out var window);
        var isEqual = otherWindow == window && other.Limit == rule.Limit;
        return otherWindow >= window && other.Limit <= rule.Limit && (!isEqual || members.FindIndex(m => ReferenceEquals(m.Item, other)) < position);
    }

    private static string Text(int? number) => (number ?? 0).ToString(CultureInfo.InvariantCulture);
}
