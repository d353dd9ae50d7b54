using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Budgets;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>How often is enough, and what it keeps back. Thread safe; nothing has an effect on customers.</summary>
public interface IContactDesk
{
    /// <summary>What is wrong or odd about the contact rules, quiet hours and budgets of a document.</summary>
    IReadOnlyList<PolicyIssue> Check(PolicyDocument document);

    /// <summary>What each of them kept from the latest decisions: how it stands after each part of them, the last one complete.</summary>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    IAsyncEnumerable<ContactReach> CountAsync(Caller who, CancellationToken cancellationToken = default);

    /// <summary>How the budgets of the policy in force stand now.</summary>
    IReadOnlyList<BudgetStatus> ReadBudgets();

    /// <summary>Name of an objective, group, action, treatment or channel; its id where there is none of that id.</summary>
    string FindName(PolicySnapshot policy, string kind, string id, string language);
}
