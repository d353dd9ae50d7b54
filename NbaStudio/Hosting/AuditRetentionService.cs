using System.Data.Common;
using NbaStudio.Configuration;
using NbaStudio.Data;

namespace NbaStudio.Hosting;

/// <summary>Once a day cuts off the audit's oldest entries, as Nba:AuditDays says.</summary>
internal sealed class AuditRetentionService(AuditKeeper keeper, NbaOptions options, WallClock clock, ILogger<AuditRetentionService> log) : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = FirstWait; ; wait = Interval)
        {
            await Task.Delay(wait, stoppingToken);
            try
            {
                if (await keeper.CutAsync(clock.Time.GetUtcNow().AddDays(-options.AuditDays), stoppingToken) is var removed and > 0)
                {
                    log.LogInformation("Retention removed {Entries} entries of the audit", removed);
                }
            }
            catch (DbException failure)
            {
                log.LogWarning(failure, "Old entries of the audit could not be removed; it is tried again tomorrow");
            }
        }
    }
}
