using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving.Budgets;

namespace NbaStudio.Engine;

/// <content>Budgets: what they cost, and how they stand.</content>
public sealed partial class NbaEngine
{
    private int _savingPrices;

    /// <summary>How the budgets of the policy in force stand now, in its order; empty before the first publication.</summary>
    public IReadOnlyList<BudgetStatus> ReadBudgets() =>
        Policy is { } policy ? _services.Prices.Read(policy, _runtime.Budgets, Now.ToUnixTimeMilliseconds()) : [];

    // On the commit thread: writing is another commit, so it is only begun here.
    private void TakeChances(PolicySnapshot policy, BudgetChance[] chances, long now)
    {
        if (_services.Prices.Take(policy, _runtime.Budgets, chances, now) && Interlocked.Exchange(ref _savingPrices, 1) == 0)
        {
            _ = Task.Run(SavePricesAsync);
        }
    }

    private async Task SavePricesAsync()
    {
        try
        {
            await InHubLane(lane => lane.PutBlob(_services.Prices.ToBlob())).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CommitFailedException or HubUnavailableException or HubBusyException)
        {
            _log.LogWarning("The prices of budgets were not written ({Reason}); the next ones will be.", e.Message);
        }
        finally
        {
            Volatile.Write(ref _savingPrices, 0);
        }
    }
}
