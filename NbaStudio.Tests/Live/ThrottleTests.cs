using NbaStudio.Live;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Live;

public sealed class ThrottleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly HandClock _clock = new(ConsoleSamples.Noon);

    [Fact]
    public void Signal_TheFirst_CallsAtOnce()
    {
        var calls = 0;
        using var throttle = new Throttle(_clock, Interval, () => calls++);
        throttle.Signal();
        calls.ShouldBe(1);
    }

    [Fact]
    public void Signal_InAFlood_CallsOncePerIntervalAndOnceAfterTheLast()
    {
        List<double> calls = [];
        var start = _clock.GetUtcNow();
        using var throttle = new Throttle(_clock, Interval, () => calls.Add((_clock.GetUtcNow() - start).TotalMilliseconds));
        for (var i = 0; i < 1_000; i++)
        {
            throttle.Signal();
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        calls.Count.ShouldBeInRange(10, 11);
        _clock.Advance(Interval);
        calls[^1].ShouldBeGreaterThanOrEqualTo(999);
        calls.Zip(calls.Skip(1), (a, b) => b - a).ShouldAllBe(gap => gap >= 100);
    }

    [Fact]
    public void Signal_AfterDispose_DoesNothing()
    {
        var calls = 0;
        var throttle = new Throttle(_clock, Interval, () => calls++);
        throttle.Signal();
        throttle.Signal();
        throttle.Dispose();
        _clock.Advance(Interval * 3);
        throttle.Signal();
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task Signal_FromManyThreads_NeverLosesTheLast()
    {
        var seen = 0L;
        var written = 0L;
        using var throttle = new Throttle(TimeProvider.System, TimeSpan.FromMilliseconds(5), () => Volatile.Write(ref seen, Volatile.Read(ref written)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                Interlocked.Increment(ref written);
                throttle.Signal();
            }
        })));
        for (var end = Environment.TickCount64 + 5_000; Volatile.Read(ref seen) != 20_000 && Environment.TickCount64 < end;)
        {
            await Task.Yield();
        }

        Volatile.Read(ref seen).ShouldBe(20_000);
    }
}
