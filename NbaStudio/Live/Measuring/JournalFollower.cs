using NbaStudio.Engine;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Measuring;

/// <summary>Reads the journal once for everything that is counted from it: from the first entry, then what comes, a second late at most. Reads only what is durable, on a thread of its own.</summary>
/// <remarks>Reading again instead of listening keeps one order: what is counted after a restart is what was counted before.</remarks>
internal sealed class JournalFollower(NbaEngine engine, IEnumerable<IJournalCounter> counters, ILogger<JournalFollower> log) : BackgroundService
{
    private const int Page = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long _position;
    private long _target = long.MaxValue;

    /// <summary>Share of the journal of the start that is counted, in [0, 1].</summary>
    public double Progress => Interlocked.Read(ref _target) is var target && target == long.MaxValue ? 0 : target == 0 ? 1 : Math.Min(1, (double)Interlocked.Read(ref _position) / target);

    /// <summary>Whether an entry could not be counted: numbers stay as they are until the next start.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Reads what is there; true when there was anything.</summary>
    internal bool ReadOn(IHubReader store)
    {
        var rows = store.ReadJournal(_position + 1, Page);
        if (rows.Count == 0)
        {
            return false;
        }

        foreach (var counter in counters)
        {
            counter.Take(rows);
        }

        Interlocked.Exchange(ref _position, rows[^1].Sequence);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the start of the host.
        await Task.Yield();
        while (!engine.IsReady)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(false);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_target == long.MaxValue)
                {
                    Interlocked.Exchange(ref _target, engine.Store.ReadHead().Sequence);
                }

                while (ReadOn(engine.Store))
                {
                    stoppingToken.ThrowIfCancellationRequested();
                }
            }
            catch (HubStoreException e)
            {
                // Nothing of the page was counted: it is read again.
                log.LogWarning(e, "The journal could not be read on from entry {Position}; it is tried again", _position);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Part of the page may be counted: reading it again would count that twice. The hub goes on without.
                IsStopped = true;
                log.LogError(e, "Measuring stopped after entry {Position} of the journal: its numbers stay as they are until the next start", _position);
                return;
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(false);
        }
    }
}
