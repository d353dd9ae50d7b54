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
        var done = 0;
        var gate = new Lock();
        Parallel.For(0, CountOf(items), new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, part =>
        {
            var (from, to) = (part * Size, Math.Min(items, (part + 1) * Size));
            work(from, to);
            lock (gate)
            {
                done += to - from;
                progress?.Invoke(done);
            }
        });
        cancellation.ThrowIfCancellationRequested();
    }
}
