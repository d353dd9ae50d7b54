using System.Runtime.ExceptionServices;

namespace NbaStudio.Api.Simulations;

/// <summary>Calculates what is given to it, one after another, on one thread behind those that serve customers (<see cref="BackRank"/>). What a run borrows from the pool of arrays waits on this thread for the next run.</summary>
/// <remarks>
/// Threads that a thread starts stand where it stands, and the pool starts its threads on whichever thread gives it work. So the work must give the pool none, and must hold no lock of ours that serving threads wait
/// for: no connection of the store, no progress that is sent. Whoever hands it over waits on a thread of its own rank and does those before and afterwards.
/// </remarks>
internal sealed class ScenarioThread : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Work> _waiting = [];
    private Thread? _thread;
    private bool _ended;

    /// <summary>Returns when the work has ended; throws what it threw.</summary>
    /// <exception cref="ObjectDisposedException">The thread was told to end.</exception>
    public void Run(Action work)
    {
        var given = new Work(work);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_thread is null)
            {
                // Without what belongs to whoever asks first, such as a language: the thread outlives them.
                var thread = new Thread(Calculate) { IsBackground = true, Name = "what-if" };
                thread.UnsafeStart();
                _thread = thread;
            }

            _waiting.Enqueue(given);
            Monitor.PulseAll(_gate);
            while (!given.HasEnded)
            {
                Monitor.Wait(_gate);
            }
        }

        given.Failure?.Throw();
    }

    /// <summary>Ends the thread after what was given to it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Calculate()
    {
        BackRank.Take();
        while (Next() is { } work)
        {
            work.Do();
            lock (_gate)
            {
                work.HasEnded = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    // Null where nothing more comes.
    private Work? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_ended)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.TryDequeue(out var next) ? next : null;
        }
    }

    private sealed class Work(Action work)
    {
        public bool HasEnded { get; set; }

        public ExceptionDispatchInfo? Failure { get; private set; }

        public void Do()
        {
            try
            {
                work();
            }
            catch (Exception failure)
            {
                // Thrown where somebody waits for it; the thread goes on with the next.
                Failure = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }
}
