namespace NbaStudio.Live;

/// <summary>One watcher of the feed.</summary>
internal sealed class FeedSubscription : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Throttle _throttle;
    private readonly ITimer _beat;
    private readonly Action<FeedSubscription> _remove;

    public FeedSubscription(TimeProvider time, TimeSpan interval, Action wake, Action<FeedSubscription> remove)
    {
        _remove = remove;
        // A component would render on the thread that signals; the engine's threads have better things to do.
        _throttle = new Throttle(time, interval, () => ThreadPool.UnsafeQueueUserWorkItem(static call => call(), wake, preferLocal: false));
        _beat = time.CreateTimer(_ => _throttle.Signal(), null, Beat, Beat);
    }

    public void Signal() => _throttle.Signal();

    public void Dispose()
    {
        _remove(this);
        _beat.Dispose();
        _throttle.Dispose();
    }
}
