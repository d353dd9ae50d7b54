namespace NbaStudio.Tests.Hosting;

/// <summary>A hub that is started once for all tests of a class: for tests that only ask, or that keep to customers and changes of their own. A test that changes the hub for others starts its own.</summary>
public abstract class SharedServer<T>(Func<Task<T>> start) : IAsyncLifetime
    where T : class, IAsyncDisposable
{
    private T? _server;
    private int _numbers;

    public T Server => _server ?? throw new InvalidOperationException("The shared hub has not been started.");

    /// <summary>A number that no other test of the class has, for names of the test's own.</summary>
    public int Number() => Interlocked.Increment(ref _numbers);

    public async Task InitializeAsync() => _server = await start();

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
