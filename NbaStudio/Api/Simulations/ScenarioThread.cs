using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace NbaStudio.Api.Simulations;

/// <summary>Calculates what is given to it, one after another, on one thread behind all that serve customers (<see cref="BackRank"/>). What a run borrows from the pool of arrays waits on this thread for the next run.</summary>
/// <remarks>
/// Threads that a thread starts stand where it stands, and the pool starts its threads on whichever thread gives it work. So the work must give the pool none, and must hold nothing that others wait for: no
/// connection of the store, no progress that is sent. Whoever hands it over waits on a thread of its own rank and does those before and afterwards.
/// </remarks>
internal sealed class ScenarioThread : IDisposable
{
    private readonly BlockingCollection<Work> _waiting = [];
    private readonly Lock _gate = new();
    private Thread? _thread;

    /// <summary>Returns when the work has ended; throws what it threw.</summary>
    /// <exception cref="InvalidOperationException">The thread was told to end.</exception>
    public void Run(Action work)
    {
        using var given = new Work(work);
        _waiting.Add(given);
        lock (_gate)
        {
            if (_thread is null)
            {
                _thread = new Thread(Calculate) { IsBackground = true, Name = "what-if" };
                _thread.Start();
            }
        }

        given.Ended.Wait();
        given.Failure?.Throw();
    }

    /// <summary>Ends the thread after what was given to it.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Calculate()
    {
        BackRank.Take();
        foreach (var work in _waiting.GetConsumingEnumerable())
        {
            work.Do();
        }

        _waiting.Dispose();
    }

    private sealed class Work(Action work) : IDisposable
    {
        public ManualResetEventSlim Ended { get; } = new();

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

            Ended.Set();
        }

        public void Dispose() => Ended.Dispose();
    }
}
