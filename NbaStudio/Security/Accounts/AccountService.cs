using System.Data.Common;

namespace NbaStudio.Security.Accounts;

/// <summary>Announces the set-up code while there is no account, and stores now and then when keys were used.</summary>
internal sealed class AccountService(AccountRegistry accounts, ApiKeyRegistry keys, SetUpCode code, ILogger<AccountService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await accounts.AnyAsync(cancellationToken))
        {
            code.Announce();
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await StoreAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await StoreAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the hub; the last uses are stored by StopAsync.
        }
    }

    private async Task StoreAsync(CancellationToken stop)
    {
        try
        {
            await keys.StoreUsesAsync(stop);
        }
        catch (DbException busy)
        {
            log.LogWarning(busy, "When keys were used could not be stored; it is tried again");
        }
    }
}
