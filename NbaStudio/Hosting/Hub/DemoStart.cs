using System.Diagnostics;
using NbaStudio.Configuration;
using NbaStudio.Demo;
using NbaStudio.Engine;

namespace NbaStudio.Hosting.Hub;

/// <summary>Fills the demo workspace and lets its market run once the customers are there. Those that exist are left as they are, so that a start that was cut short goes on.</summary>
public sealed class DemoStart(NbaEngine engine, MarketService market, SimulatedPresence presence, DemoSettings settings, NbaOptions options, HubClock clock, ILogger<DemoStart> log)
    : BackgroundService
{
    private const int AtOnce = 128;

    /// <summary>The start waits this long for the customers, so that a hub that says it is ready has them; many more of them come while it runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _created;

    public int Created => Volatile.Read(ref _created);

    public int Wanted => settings.Customers;

    public bool IsSeeded { get; private set; }

    /// <summary>Why the customers could not be created; null while all is well.</summary>
    public string? Failure { get; private set; }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_settled.Task, Task.Delay(Patience, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start waits elsewhere, and not for ever.
        await Task.Yield();
        try
        {
            await SeedAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Failure = failure.Message;
            _settled.TrySetResult();
            log.LogError(failure, "The demo's customers could not be created");
            return;
        }

        IsSeeded = true;
        _settled.TrySetResult();
        if (options.Market.Run)
        {
            market.Start();
            log.LogInformation("The simulated market runs: {Customers} customers at {Speed} times life's pace", settings.Customers, settings.Speed);
        }
    }

    private async Task SeedAsync(CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var added = 0;
        await Parallel.ForEachAsync(
            DemoCustomers.Create(market.Population, settings.Seed, clock.GetUtcNow()),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (customer, token) =>
            {
                if (engine.FindCustomer(customer.Id) is null)
                {
                    await engine.UpsertCustomerAsync(customer.Id, customer.Patch, token);
                    if (customer.Purchases.Count > 0)
                    {
                        await engine.IngestAsync(customer.Purchases, token);
                    }

                    Interlocked.Increment(ref added);
                }

                if (engine.FindCustomer(customer.Id) is { } key)
                {
                    presence.Add(key);
                }

                if (Interlocked.Increment(ref _created) is var count && count % 1_000 == 0)
                {
                    log.LogInformation("Demo customers: {Count} of {Wanted}", count, settings.Customers);
                }
            });
        if (added > 0)
        {
            log.LogInformation("Created {Added} demo customers in {Seconds:0.0} s", added, watch.Elapsed.TotalSeconds);
        }
    }
}
