using System.Runtime.CompilerServices;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Budgets;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>Contact rules over the engine's census of decisions.</summary>
internal sealed class ContactDesk(NbaEngine engine) : IContactDesk
{
    /// <summary>Decisions looked at.</summary>
    public const int Sample = 2_000;

    // One count at a time: it takes a core, and decisions come first.
    private readonly SemaphoreSlim _turns = new(1);

    public IReadOnlyList<PolicyIssue> Check(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return [.. PolicyValidator.Validate(document).Where(i => i.Path.StartsWith("contactPolicies/", StringComparison.Ordinal) || i.Path.StartsWith("budgets/", StringComparison.Ordinal)
            || (i.Path.StartsWith("channels/", StringComparison.Ordinal) && i.Path.Contains("/quietHours", StringComparison.Ordinal)))];
    }

    public IAsyncEnumerable<ContactReach> CountAsync(Caller who, CancellationToken cancellationToken = default)
    {
        // Here and not in the iterator, so that a refusal does not wait for the first figure.
        who.Demand(Scopes.Read);
        return ReachAsync(cancellationToken);
    }

    private async IAsyncEnumerable<ContactReach> ReachAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            await foreach (var reach in engine.CountContactsAsync(Sample, cancellationToken))
            {
                yield return reach;
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    public IReadOnlyList<BudgetStatus> ReadBudgets() => engine.ReadBudgets();

    public string FindName(PolicySnapshot policy, string kind, string id, string language)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var scope = kind switch
        {
            "objective" => new ScopeDocument { Objective = id },
            "group" => new ScopeDocument { Group = id },
            "action" => new ScopeDocument { Action = id },
            "channel" => new ScopeDocument { Channel = id },
            _ => new ScopeDocument { Treatment = id },
        };
        return PolicyViews.Scope(policy, scope, language)!.Value.Label;
    }
}
