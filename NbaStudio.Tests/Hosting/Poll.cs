namespace NbaStudio.Tests.Hosting;

/// <summary>Waits for what another thread or process will do.</summary>
public static class Poll
{
    public static async Task UntilAsync(Func<Task<bool>> condition, int seconds = 60)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            try
            {
                await tick.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Did not happen within {seconds} s.");
            }
        }
    }
}
