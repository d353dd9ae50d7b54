using System.Data.Common;

namespace NbaStudio.Api.Policies;

/// <summary>Looks every second what is due and how watches stand, on the hub's clock. What cannot be stored now is tried again.</summary>
internal sealed class PublicationService(PublicationDesk desk, ILogger<PublicationService> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, stoppingToken);
            try
            {
                await desk.RunOnceAsync(stoppingToken);
            }
            catch (DbException failure)
            {
                log.LogWarning(failure, "Planned publications could not be looked at; it is tried again");
            }
        }
    }
}
