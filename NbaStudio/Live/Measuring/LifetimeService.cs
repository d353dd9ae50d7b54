using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Live.Measuring;

/// <summary>Writes lifetime values into the attributes that the policy declares for them, every so many hours of the hub's clock and when another one is declared.</summary>
/// <remarks>Each customer is a piece of work of its own, after that of callers: nothing waits for it, and a run that was cut off is made again whole.</remarks>
internal sealed class LifetimeService(NbaEngine engine, LifetimeBook book, NbaOptions options, HubClock clock, ILogger<LifetimeService> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    // By the machine's time, also where the hub's clock runs a thousand times as fast.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>Estimates and writes now. Customers who never bought, or first today, keep what they have: nothing.</summary>
    /// <returns>How many customers changed; null where the policy declares none of the attributes or the purchases say nothing.</returns>
    internal async Task<int?> RunOnceAsync(CancellationToken stop)
    {
        if (engine.Policy is not { } policy || LifetimeAttributes.DeclaredBy(policy) is not { Count: > 0 } declared)
        {
            return null;
        }

        List<(long Customer, CustomerOutlook Outlook)> all = [];
        var view = await book.FitAsync(stop, (customer, outlook) => all.Add((customer, outlook)));
        if (!view.Outlook.IsKnown)
        {
            return null;
        }

        (string, ValueKind)[] attributes = [.. declared.Select(name => (name, policy.Attributes.First(a => a.Name == name).Kind))];
        var (changed, refused) = (0, 0);
        foreach (var (customer, outlook) in all)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                changed += await engine.WriteAttributesAsync(customer, LifetimeAttributes.Of(outlook, attributes)) ? 1 : 0;
            }
            catch (CustomerGoneException)
            {
                // Erased since the journal was read: there is nobody to know more about.
            }
            catch (InvalidInputException)
            {
                // A full profile, or a policy that came meanwhile: the others get theirs all the same.
                refused++;
            }
        }

        if (refused > 0)
        {
            log.LogWarning("Lifetime values of {Refused} customers could not be written: their profiles are full, or the policy changed meanwhile", refused);
        }

        return changed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (options.Measure.LifetimeHours <= 0)
        {
            return;
        }

        var (due, known) = (DateTimeOffset.MinValue, "");
        while (true)
        {
            await Task.Delay(Look, clock, stoppingToken);
            await Task.Delay(Breath, stoppingToken);
            if (!engine.IsReady || engine.Policy is not { } policy)
            {
                continue;
            }

            var declared = string.Join(",", LifetimeAttributes.DeclaredBy(policy));
            if (declared.Length == 0 || (declared == known && clock.GetUtcNow() < due))
            {
                continue;
            }

            try
            {
                var changed = await RunOnceAsync(stoppingToken);
                (due, known) = (clock.GetUtcNow().AddHours(options.Measure.LifetimeHours), declared);
                log.LogInformation("Lifetime values: {Changed} customers changed", changed);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The hub decides without them: nothing that fails here may stop it.
                log.LogError(failure, "Lifetime values could not be written; another attempt follows");
            }
        }
    }
}
