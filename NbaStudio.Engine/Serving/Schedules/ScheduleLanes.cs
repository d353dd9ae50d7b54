using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>The way of runs into the lanes: patient while the hub is busy or recovers. Thread safe.</summary>
internal sealed class ScheduleLanes(HubRuntime<CustomerState> runtime, IHubReader store, HubServices services, DecisionMaker decisions, ILogger logger)
{
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(50);

    public IHubReader Store => store;

    /// <summary>The hub's clock, milliseconds since 1970 UTC.</summary>
    public long Now => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Decides for one customer of a run, once whatever happens.</summary>
    public async Task<RunStep> StepAsync(long customer, RunState run, CancellationToken stop)
    {
        try
        {
            return await PatientlyAsync(() => runtime.RunAsync(customer, LaneQueue.Due, lane => RunStep.Take(lane, services, decisions, run)), stop).ConfigureAwait(false);
        }
        catch (CustomerGoneException)
        {
            return new RunStep(false, null, ScheduleSkip.Erased);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Run {Run} could not decide for customer {Customer}", run.Id, customer);
            return new RunStep(false, null, ScheduleSkip.Failed);
        }
    }

    /// <summary>Writes blobs in one commit, with a note in the journal when one is given.</summary>
    public Task WriteAsync(IReadOnlyList<BlobRow> rows, string? note, CancellationToken stop) => PatientlyAsync(
        () => runtime.RunAsync(0, LaneQueue.Due, lane =>
        {
            foreach (var row in rows)
            {
                lane.PutBlob(row);
            }

            if (note is not null)
            {
                lane.Append(JournalKind.Due, JournalPayloads.Note(note));
            }

            return true;
        }),
        stop);

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception e) when (e is HubBusyException or HubUnavailableException or CommitFailedException)
            {
                await Task.Delay(BusyWait, services.Time, stop).ConfigureAwait(false);
            }
        }
    }
}
