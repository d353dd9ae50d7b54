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

    private RuleCensus Census(RuleQuestion question) => RuleCensus.Of(_store, _journal, _services.Options.UnknownAttributes, question, Now);
}
