using System.Runtime.ExceptionServices;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Work on a list in parts of fixed size, several at once: which thread does which part changes nothing in what comes out.</summary>
internal static class Chunks
{
    /// <summary>Items of one part.</summary>
    public const int Size = 256;

    public static int CountOf(int items) => (items + Size - 1) / Size;

    /// <param name="work">Gets the first item and the one after the last.</param>
    /// <param name="progress">Told how many items are done, from any of the threads, ever more.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Run(int items, int workers, CancellationToken cancellation, Action<int, int> work, Action<int>? progress = null)
    {
        var (next, done, gate) = (0, 0, new Lock());
        Exception? failure = null;

        // Threads of its own and no pool: a request of a customer never waits for a part to end. They stand where the one that starts them stands, which not every system sees to by itself.
        var rank = Thread.CurrentThread.Priority;
        var others = Enumerable.Range(1, Math.Clamp(CountOf(items) - 1, 0, workers - 1)).Select(_ => new Thread(Work) { IsBackground = true, Name = "what-if", Priority = rank }).ToList();
        others.ForEach(t => t.Start());
        Work();
        others.ForEach(t => t.Join());
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        void Work()
        {
            while (!cancellation.IsCancellationRequested && Volatile.Read(ref failure) is null && Interlocked.Increment(ref next) - 1 is var part && part < CountOf(items))
            {
                try
                {
                    var (from, to) = (part * Size, Math.Min(items, (part + 1) * Size));
                    work(from, to);
                    lock (gate)
                    {
                        done += to - from;
                        progress?.Invoke(done);
                    }
                }
                catch (Exception thrown)
                {
                    // A thread that throws ends the program: the first failure is thrown where somebody waits for it.
                    Interlocked.CompareExchange(ref failure, thrown, null);
                }
            }
        }
    }
}
