using System.Runtime.CompilerServices;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Members of documents that one validator found nothing wrong with. They never change and drafts share them, so each is looked at once for all names that it may use. Thread safe.</summary>
internal sealed class CleanMembers
{
    private readonly ConditionalWeakTable<object, string> _clean = [];

    /// <summary>Checks a member unless that is known to find nothing.</summary>
    /// <param name="member">With everything under it.</param>
    /// <param name="names">What else the result depends on; the same text for the same names.</param>
    /// <param name="issues">Where the check reports.</param>
    /// <param name="check">Looks at the member and nothing but the names.</param>
    public void Check(object member, string names, IssueList issues, Action check)
    {
        if (_clean.TryGetValue(member, out var known) && known == names)
        {
            return;
        }

        var before = issues.Count;
        check();
        if (issues.Count == before)
        {
            _clean.AddOrUpdate(member, names);
        }
    }
}
