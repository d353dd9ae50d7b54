using System.Collections.Concurrent;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Tests.WhatIf;

public sealed class ChunksTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(Chunks.Size, 2)]
    [InlineData((5 * Chunks.Size) + 7, 1)]
    [InlineData((5 * Chunks.Size) + 7, 4)]
    [InlineData((2 * Chunks.Size) + 1, 20)]
    public void Run_Items_DoesEachOnceAndTellsHowFarItIs(int items, int workers)
    {
        var (done, told, threads) = (new ConcurrentBag<int>(), new ConcurrentQueue<int>(), new ConcurrentDictionary<int, bool>());

        Chunks.Run(items, workers, default, (from, to) =>
        {
            threads[Environment.CurrentManagedThreadId] = true;
            Enumerable.Range(from, to - from).ToList().ForEach(done.Add);
        }, told.Enqueue);

        done.Order().ShouldBe(Enumerable.Range(0, items));
        told.ShouldBeInOrder();
        told.LastOrDefault().ShouldBe(items);
        threads.Count.ShouldBeLessThanOrEqualTo(workers);
    }

    [Fact]
    public void Run_PartThatFails_ThrowsWhatItThrewAndBeginsNoMore()
    {
        var begun = 0;

        var thrown = Should.Throw<InvalidOperationException>(() => Chunks.Run(100 * Chunks.Size, 3, default, (from, _) =>
        {
            Interlocked.Increment(ref begun);
            throw new InvalidOperationException("part " + (from / Chunks.Size));
        }));

        thrown.Message.ShouldStartWith("part ");
        begun.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Run_Cancelled_EndsWhatWasBegun()
    {
        using var stop = new CancellationTokenSource();
        var begun = 0;

        Should.Throw<OperationCanceledException>(() => Chunks.Run(100 * Chunks.Size, 2, stop.Token, (_, _) =>
        {
            Interlocked.Increment(ref begun);
            stop.Cancel();
        }));

        begun.ShouldBeInRange(1, 2);
    }

    [Fact]
    public void Run_OneWorker_StaysOnTheThreadThatAsks()
    {
        var threads = new HashSet<int>();

        Chunks.Run(3 * Chunks.Size, 1, default, (_, _) => threads.Add(Environment.CurrentManagedThreadId));

        threads.ShouldBe([Environment.CurrentManagedThreadId]);
    }
}
