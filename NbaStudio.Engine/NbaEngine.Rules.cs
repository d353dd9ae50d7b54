using NbaStudio.Engine.Serving.Rules;

namespace NbaStudio.Engine;

public sealed partial class NbaEngine
{
    /// <summary>Counts over the live base for whom a rule would hold: how it stands after each page, the last one complete. Nothing is changed.</summary>
    /// <exception cref="ArgumentException">A line, or the policy around it, has a mistake, or there are too many lines.</exception>
    public IAsyncEnumerable<RuleReach> CountRuleAsync(RuleQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Census(question).CountAsync(() => Now.ToUnixTimeMilliseconds(), cancellation);
    }

    /// <summary>What a rule says about one customer as last stored.</summary>
    /// <param name="customerId">Any id of the customer.</param>
    /// <returns>Null when nobody has the id.</returns>
    /// <exception cref="ArgumentException">A line, or the policy around it, has a mistake, or there are too many lines.</exception>
    public RuleTrial? TryRule(RuleQuestion question, string customerId)
    {
        ArgumentNullException.ThrowIfNull(question);
        CheckId("customerId", customerId);
        var census = Census(question);
        return _store.FindAlias(customerId) is { } key ? census.Try(key, Now.ToUnixTimeMilliseconds()) : null;
    }

    /// <summary>For each of these customers, which lines hold as they were last stored. Reads each of them: not for a lane or a page's thread.</summary>
    /// <param name="customers">Internal keys.</param>
    /// <returns>By key: the places of the lines that hold, ascending. Customers who are no longer there, erased or merged into another, are left out.</returns>
    /// <exception cref="ArgumentException">A line, or the policy around it, has a mistake, or there are too many lines.</exception>
    public IReadOnlyDictionary<long, IReadOnlyList<int>> FindMembers(RuleQuestion question, IReadOnlyCollection<long> customers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(customers);
        return Census(question).Members(customers, Now.ToUnixTimeMilliseconds(), cancellation);
    }

    private RuleCensus Census(RuleQuestion question) => RuleCensus.Of(_store, _journal, _services.Options.UnknownAttributes, question, Now);
}
